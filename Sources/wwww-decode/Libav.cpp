#include <cstring>
#include <memory>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/log.h>
#include <libswscale/swscale.h>
}

#include "Decoding.h"

namespace {

std::string first_error;

/// What libav would print is kept: with it, a picture counts as damaged.
void note_error(void *, int level, const char *format, va_list arguments) {
  if (level > AV_LOG_ERROR || !first_error.empty()) return;
  char text[CDECODING_TEXT_SIZE];
  std::vsnprintf(text, sizeof text, format, arguments);
  first_error.assign(text, std::strcspn(text, "\n"));
}

/// Refuses frames that are too large, before memory is taken for them.
int get_buffer(AVCodecContext *context, AVFrame *frame, int flags) {
  const auto *largest = static_cast<const int64_t *>(context->opaque);
  if (int64_t(frame->width) * frame->height > *largest) return AVERROR(ENOMEM);
  return avcodec_default_get_buffer2(context, frame, flags);
}

AVCodecID codec_id(const cdecoding_request &request, Bytes file) {
  switch (request.format) {
    case CDECODING_BMP: return AV_CODEC_ID_BMP;
    case CDECODING_GIF: return AV_CODEC_ID_GIF;
    case CDECODING_JXL: return AV_CODEC_ID_JPEGXL;
    case CDECODING_TGA: return AV_CODEC_ID_TARGA;
    case CDECODING_PSD: return AV_CODEC_ID_PSD;
    default: break;
  }
  switch (file.count > 1 ? file.data[1] : 0) {
    case '1':
    case '4': return AV_CODEC_ID_PBM;
    case '2':
    case '5': return AV_CODEC_ID_PGM;
    case '7': return AV_CODEC_ID_PAM;
    default: return AV_CODEC_ID_PPM;
  }
}

/// The frames of a GIF file, counted by its blocks; as many as are whole.
int gif_frames(Bytes file) {
  auto table = [&](size_t at) {
    return file.data[at] & 0x80 ? size_t(3) << ((file.data[at] & 7) + 1) : 0;
  };
  if (file.count < 13) return 0;
  size_t at = 13 + table(10);
  int frames = 0;
  while (at < file.count && file.data[at] != 0x3B) {
    const bool is_frame = file.data[at] == 0x2C;
    if (is_frame) {
      if (at + 10 >= file.count) break;
      at += 11 + table(at + 9);
    } else if (file.data[at] == 0x21) {
      at += 2;
    } else {
      break;
    }
    while (at < file.count && file.data[at] != 0) at += 1 + file.data[at];
    if (at++ >= file.count) break;
    frames += is_frame;
  }
  return frames;
}

}  // namespace

void decode_with_libav(Bytes file, Canvas &canvas) {
  first_error.clear();
  av_log_set_callback(note_error);
  const AVCodec *codec = avcodec_find_decoder(codec_id(canvas.request, file));
  if (!codec) throw Failure(CDECODING_UNSUPPORTED, "libavcodec was built without its decoder");
  auto free_context = [](AVCodecContext *c) { avcodec_free_context(&c); };
  const std::unique_ptr<AVCodecContext, decltype(free_context)> context(
      avcodec_alloc_context3(codec), free_context);
  if (!context) throw std::bad_alloc();
  int64_t largest = canvas.request.largest_pixel_count;
  context->opaque = &largest;
  context->get_buffer2 = get_buffer;
  context->thread_count = 1;
  context->err_recognition = AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_EXPLODE;
  auto free_packet = [](AVPacket *p) { av_packet_free(&p); };
  const std::unique_ptr<AVPacket, decltype(free_packet)> packet(av_packet_alloc(), free_packet);
  auto free_frame = [](AVFrame *f) { av_frame_free(&f); };
  const std::unique_ptr<AVFrame, decltype(free_frame)> frame(av_frame_alloc(), free_frame);
  if (!packet || !frame || file.count > INT32_MAX || av_new_packet(packet.get(), int(file.count))) {
    throw std::bad_alloc();
  }
  std::memcpy(packet->data, file.data, file.count);
  packet->flags |= AV_PKT_FLAG_KEY;
  int status = avcodec_open2(context.get(), codec, nullptr);
  if (status >= 0) status = avcodec_send_packet(context.get(), packet.get());
  if (status >= 0) status = avcodec_receive_frame(context.get(), frame.get());
  if (status == AVERROR(EAGAIN)) {
    avcodec_send_packet(context.get(), nullptr);
    status = avcodec_receive_frame(context.get(), frame.get());
  }
  if (context->width > 0 && context->height > 0) canvas.check_size(context->width, context->height);
  const int frames = canvas.request.format == CDECODING_GIF ? gif_frames(file) : 1;
  if (status < 0 || frames == 0 || (!first_error.empty() && frames == 1)) {
    throw Failure(CDECODING_DAMAGED, first_error.empty() ? "the file ends early" : first_error);
  }
  uint8_t *to = canvas.whole(frame->width, frame->height);
  const std::unique_ptr<SwsContext, decltype(&sws_freeContext)> scaler(
      sws_getContext(frame->width, frame->height, AVPixelFormat(frame->format), frame->width,
                     frame->height, AV_PIX_FMT_RGB24,
                     SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT, nullptr, nullptr,
                     nullptr),
      sws_freeContext);
  if (!scaler) throw Failure(CDECODING_UNSUPPORTED, "an unusual pixel format");
  uint8_t *targets[4] = {to, nullptr, nullptr, nullptr};
  const int strides[4] = {frame->width * 3, 0, 0, 0};
  sws_scale(scaler.get(), frame->data, frame->linesize, 0, frame->height, targets, strides);
  canvas.hold(frames);
}
