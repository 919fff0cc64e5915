#include <openjpeg.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "Decoding.h"

namespace {

struct Source {
  Bytes file;
  size_t position = 0;
};

OPJ_SIZE_T read(void *to, OPJ_SIZE_T count, void *user) {
  auto *source = static_cast<Source *>(user);
  if (source->position >= source->file.count) return OPJ_SIZE_T(-1);
  const size_t n = std::min(size_t(count), source->file.count - source->position);
  std::memcpy(to, source->file.data + source->position, n);
  source->position += n;
  return n;
}

OPJ_OFF_T skip(OPJ_OFF_T count, void *user) {
  auto *source = static_cast<Source *>(user);
  source->position += size_t(count);
  return count;
}

OPJ_BOOL seek(OPJ_OFF_T position, void *user) {
  static_cast<Source *>(user)->position = size_t(position);
  return OPJ_TRUE;
}

void note_error(const char *text, void *user) {
  auto &error = *static_cast<std::string *>(user);
  if (error.empty()) error.assign(text, std::strcspn(text, "\n"));
}

void ignore(const char *, void *) {}

/// A component's value at a column and row of the picture, as 8 bits.
int sample(const opj_image_t *image, const opj_image_comp_t &component, uint32_t x, uint32_t y) {
  const uint32_t column = std::min(component.w - 1, x / component.dx);
  const uint32_t row = std::min(component.h - 1, y / component.dy);
  int64_t value = component.data[size_t(row) * component.w + column];
  if (component.sgnd) value += int64_t(1) << (component.prec - 1);
  const int shift = int(component.prec) - 8;
  value = shift > 0 ? value >> shift : shift < 0 ? value * 255 / ((1 << component.prec) - 1) : value;
  return int(std::clamp<int64_t>(value, 0, 255));
}

uint8_t byte(double value) { return uint8_t(std::clamp(value + 0.5, 0.0, 255.0)); }

}  // namespace

void decode_jpeg2000(Bytes file, Canvas &canvas) {
  const bool is_stream = file.count > 1 && file.data[0] == 0xFF;
  Source source{file};
  std::string error;
  const std::unique_ptr<opj_codec_t, decltype(&opj_destroy_codec)> codec(
      opj_create_decompress(is_stream ? OPJ_CODEC_J2K : OPJ_CODEC_JP2), opj_destroy_codec);
  opj_set_error_handler(codec.get(), note_error, &error);
  opj_set_warning_handler(codec.get(), ignore, nullptr);
  opj_set_info_handler(codec.get(), ignore, nullptr);
  opj_dparameters_t parameters;
  opj_set_default_decoder_parameters(&parameters);
  opj_setup_decoder(codec.get(), &parameters);
  // What is missing is an error, not gray.
  opj_decoder_set_strict_mode(codec.get(), OPJ_TRUE);
  const std::unique_ptr<opj_stream_t, decltype(&opj_stream_destroy)> stream(
      opj_stream_create(1 << 16, OPJ_TRUE), opj_stream_destroy);
  opj_stream_set_user_data(stream.get(), &source, nullptr);
  opj_stream_set_user_data_length(stream.get(), file.count);
  opj_stream_set_read_function(stream.get(), read);
  opj_stream_set_skip_function(stream.get(), skip);
  opj_stream_set_seek_function(stream.get(), seek);
  opj_image_t *header = nullptr;
  const bool has_header = opj_read_header(stream.get(), codec.get(), &header);
  const std::unique_ptr<opj_image_t, decltype(&opj_image_destroy)> image(header,
                                                                         opj_image_destroy);
  if (!has_header) throw Failure(CDECODING_DAMAGED, error);
  const uint32_t width = image->x1 - image->x0, height = image->y1 - image->y0;
  canvas.check_size(width, height);
  // Components that cover more than the picture would take memory that was not agreed to.
  if (image->numcomps < 1 || image->numcomps > 16) {
    throw Failure(CDECODING_UNSUPPORTED, "an unusual number of components");
  }
  if (!opj_decode(codec.get(), stream.get(), image.get())) {
    throw Failure(CDECODING_DAMAGED, error);
  }
  // Where the last packet was read, a missing end marker does not matter.
  opj_end_decompress(codec.get(), stream.get());
  for (uint32_t c = 0; c < image->numcomps; ++c) {
    const auto &component = image->comps[c];
    if (!component.data || component.w == 0 || component.h == 0 || component.prec > 31) {
      throw Failure(CDECODING_DAMAGED, "a component is missing");
    }
  }
  const bool is_color = image->numcomps >= 3;
  const bool is_ycc = is_color && (image->color_space == OPJ_CLRSPC_SYCC ||
                                   (image->comps[1].dx > 1 && image->comps[0].dx == 1));
  uint8_t *to = canvas.whole(width, height);
  for (uint32_t y = 0; y < height; ++y) {
    for (uint32_t x = 0; x < width; ++x, to += 3) {
      const int first = sample(image.get(), image->comps[0], x, y);
      if (!is_color) {
        to[0] = to[1] = to[2] = uint8_t(first);
        continue;
      }
      const int second = sample(image.get(), image->comps[1], x, y);
      const int third = sample(image.get(), image->comps[2], x, y);
      if (is_ycc) {
        to[0] = byte(first + 1.402 * (third - 128));
        to[1] = byte(first - 0.344136 * (second - 128) - 0.714136 * (third - 128));
        to[2] = byte(first + 1.772 * (second - 128));
      } else {
        to[0] = uint8_t(first);
        to[1] = uint8_t(second);
        to[2] = uint8_t(third);
      }
    }
  }
}
