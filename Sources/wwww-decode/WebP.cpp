#include <webp/decode.h>
#include <webp/demux.h>

#include <memory>

#include "Decoding.h"

static const char *text(VP8StatusCode status) {
  switch (status) {
    case VP8_STATUS_NOT_ENOUGH_DATA:
    case VP8_STATUS_SUSPENDED: return "the file ends early";
    case VP8_STATUS_OUT_OF_MEMORY: return "not enough memory";
    case VP8_STATUS_UNSUPPORTED_FEATURE: return "an unknown feature of WebP";
    default: return "the bitstream is broken";
  }
}

static void decode_first_frame(Bytes file, Canvas &canvas, int width, int height) {
  WebPAnimDecoderOptions options;
  WebPAnimDecoderOptionsInit(&options);
  options.color_mode = MODE_RGBA;
  const WebPData data = {file.data, file.count};
  const std::unique_ptr<WebPAnimDecoder, decltype(&WebPAnimDecoderDelete)> decoder(
      WebPAnimDecoderNew(&data, &options), WebPAnimDecoderDelete);
  uint8_t *rgba = nullptr;
  int time = 0;
  if (!decoder || !WebPAnimDecoderGetNext(decoder.get(), &rgba, &time)) {
    throw Failure(CDECODING_DAMAGED, "the first frame cannot be decoded");
  }
  uint8_t *to = canvas.whole(width, height);
  for (size_t i = 0; i < size_t(width) * size_t(height); ++i, to += 3) {
    for (int c = 0; c < 3; ++c) to[c] = rgba[4 * i + c];
  }
  WebPAnimInfo info;
  if (WebPAnimDecoderGetInfo(decoder.get(), &info)) canvas.hold(int(info.frame_count));
}

void decode_webp(Bytes file, Canvas &canvas) {
  WebPDecoderConfig config;
  WebPInitDecoderConfig(&config);
  auto status = WebPGetFeatures(file.data, file.count, &config.input);
  if (status != VP8_STATUS_OK) throw Failure(CDECODING_DAMAGED, text(status));
  const int width = config.input.width, height = config.input.height;
  canvas.check_size(width, height);
  if (config.input.has_animation) return decode_first_frame(file, canvas, width, height);
  config.output.colorspace = MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA.rgba = canvas.whole(width, height);
  config.output.u.RGBA.stride = width * 3;
  config.output.u.RGBA.size = size_t(width) * size_t(height) * 3;
  status = WebPDecode(file.data, file.count, &config);
  if (status != VP8_STATUS_OK) throw Failure(CDECODING_DAMAGED, text(status));
}
