#include <libraw/libraw.h>

#include <memory>

#include "Decoding.h"

static void check(int status) {
  if (status == LIBRAW_SUCCESS) return;
  throw Failure(status == LIBRAW_FILE_UNSUPPORTED ? CDECODING_UNSUPPORTED : CDECODING_DAMAGED,
                libraw_strerror(status));
}

static void note_damage(void *damaged, const char *, int) {
  *static_cast<bool *>(damaged) = true;
}

void decode_raw(Bytes file, Canvas &canvas) {
  // A large object.
  const auto raw = std::make_unique<LibRaw>();
  bool is_damaged = false;
  raw->set_dataerror_handler(note_damage, &is_damaged);
  check(raw->open_buffer(const_cast<uint8_t *>(file.data), file.count));
  const auto &sizes = raw->imgdata.sizes;
  canvas.check_size(sizes.width, sizes.height);
  canvas.check_size(sizes.raw_width, sizes.raw_height);

  // The camera's own picture, where it has all pixels; a smaller one would hide faces.
  const auto &preview = raw->imgdata.thumbnail;
  const int side = std::max(sizes.width, sizes.height);
  if (raw->unpack_thumb() == LIBRAW_SUCCESS && preview.tformat == LIBRAW_THUMBNAIL_JPEG &&
      std::max(preview.twidth, preview.theight) >= side * 9 / 10) {
    try {
      return canvas.decode_jpeg(
          {reinterpret_cast<const uint8_t *>(preview.thumb), preview.tlength});
    } catch (const Failure &) {
      // The sensor's data may still be whole.
    }
  }
  is_damaged = false;
  check(raw->unpack());
  if (is_damaged) throw Failure(CDECODING_DAMAGED, "the sensor's data are broken");
  auto &parameters = raw->imgdata.params;
  parameters.use_camera_wb = 1;
  parameters.output_bps = 8;
  // Turned later, once, as the metadata say.
  parameters.user_flip = 0;
  check(raw->dcraw_process());
  int status = 0;
  const std::unique_ptr<libraw_processed_image_t, decltype(&LibRaw::dcraw_clear_mem)> image(
      raw->dcraw_make_mem_image(&status), LibRaw::dcraw_clear_mem);
  check(status);
  if (!image || image->type != LIBRAW_IMAGE_BITMAP || image->bits != 8) {
    throw Failure(CDECODING_UNSUPPORTED, "libraw makes no picture of it");
  }
  uint8_t *to = canvas.whole(image->width, image->height);
  const size_t pixel_count = size_t(image->width) * image->height;
  for (size_t i = 0; i < pixel_count; ++i, to += 3) {
    for (int c = 0; c < 3; ++c) {
      to[c] = image->data[i * image->colors + (image->colors == 3 ? c : 0)];
    }
  }
}
