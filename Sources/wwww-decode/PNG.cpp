#include <png.h>

#include <cstring>

#include "Decoding.h"

namespace {

struct Reader {
  Bytes rest;
  int frames = 1;
};

void read(png_structp png, png_bytep to, size_t count) {
  auto *reader = static_cast<Reader *>(png_get_io_ptr(png));
  if (reader->rest.count < count) png_error(png, "the file ends early");
  std::memcpy(to, reader->rest.data, count);
  reader->rest.data += count;
  reader->rest.count -= count;
}

// libpng is C: its errors unwind as exceptions through frames that own nothing but what
// `png_destroy_read_struct` frees.
[[noreturn]] void fail(png_structp, png_const_charp text) {
  throw Failure(CDECODING_DAMAGED, text);
}

void ignore(png_structp, png_const_charp) {}

/// The number of frames of an animated PNG file, which older viewers and this one show the first of.
int read_unknown(png_structp png, png_unknown_chunkp chunk) {
  if (std::memcmp(chunk->name, "acTL", 4) != 0 || chunk->size < 4) return 0;
  static_cast<Reader *>(png_get_user_chunk_ptr(png))->frames =
      int(png_get_uint_32(chunk->data) & 0xFFFFFF);
  return 1;
}

struct Decoder {
  png_structp png;
  png_infop info = nullptr;
  explicit Decoder(png_structp png) : png(png) {}
  ~Decoder() { png_destroy_read_struct(&png, &info, nullptr); }
};

}  // namespace

void decode_png(Bytes file, Canvas &canvas) {
  // The size stands in the first chunk, before anything that could be missing.
  if (file.count >= 24 && std::memcmp(file.data + 12, "IHDR", 4) == 0) {
    canvas.check_size(png_get_uint_32(file.data + 16), png_get_uint_32(file.data + 20));
  }
  Reader reader{file, 1};
  Decoder decoder(png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, fail, ignore));
  if (!decoder.png) throw std::bad_alloc();
  png_structp png = decoder.png;
  decoder.info = png_create_info_struct(png);
  png_set_read_fn(png, &reader, read);
  png_set_read_user_chunk_fn(png, &reader, read_unknown);
  png_set_user_limits(png, 0x7FFFFFFF, 0x7FFFFFFF);
  png_read_info(png, decoder.info);
  const auto width = png_get_image_width(png, decoder.info);
  const auto height = png_get_image_height(png, decoder.info);
  canvas.check_size(width, height);
  png_set_expand(png);
  png_set_strip_16(png);
  png_set_strip_alpha(png);
  png_set_gray_to_rgb(png);
  const int passes = png_set_interlace_handling(png);
  png_read_update_info(png, decoder.info);
  uint8_t *pixels = canvas.whole(width, height);
  for (int pass = 0; pass < passes; ++pass) {
    for (png_uint_32 y = 0; y < height; ++y) {
      png_read_row(png, pixels + size_t(y) * width * 3, nullptr);
    }
  }
  // With the last row the picture is whole, whatever follows it or is missing behind it.
  if (reader.frames > 1) canvas.hold(reader.frames);
}
