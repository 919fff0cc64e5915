#pragma once
extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
}

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

#include "CLibAV.h"

struct FreePacket {
  void operator()(AVPacket *p) const { av_packet_free(&p); }
};
struct FreeFrame {
  void operator()(AVFrame *f) const { av_frame_free(&f); }
};
struct FreeCodec {
  void operator()(AVCodecContext *c) const { avcodec_free_context(&c); }
};
struct FreeFormat {
  void operator()(AVFormatContext *f) const { avformat_close_input(&f); }
};
struct FreeScaler {
  void operator()(SwsContext *s) const { sws_freeContext(s); }
};
using Packet = std::unique_ptr<AVPacket, FreePacket>;
using Frame = std::unique_ptr<AVFrame, FreeFrame>;
using Codec = std::unique_ptr<AVCodecContext, FreeCodec>;
using Format = std::unique_ptr<AVFormatContext, FreeFormat>;
using Scaler = std::unique_ptr<SwsContext, FreeScaler>;

/// A reason for the person who owns the file.
struct VideoError : std::runtime_error {
  clibav_status status;
  VideoError(clibav_status status, const std::string &text)
      : std::runtime_error(text), status(status) {}
};

/// The pointer, which must not be null.
template <typename T>
T *required(T *pointer) {
  if (!pointer) throw std::bad_alloc();
  return pointer;
}

inline std::string errorText(int code) {
  char text[AV_ERROR_MAX_STRING_SIZE] = "";
  av_strerror(code, text, sizeof text);
  return text;
}
