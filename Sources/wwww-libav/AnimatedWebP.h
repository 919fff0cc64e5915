#pragma once
#include <webp/demux.h>

#include <vector>

#include "VideoSource.h"

/// An animated WebP file, which libav 5 cannot decode.
class AnimatedWebP : public VideoSource {
 public:
  explicit AnimatedWebP(int descriptor);
  ~AnimatedWebP() override { WebPAnimDecoderDelete(decoder); }

  /// Whether a file that begins so is one.
  static bool begins(const uint8_t *head, size_t count);

  clibav_description describe() const override;
  const char *tag(const char *) const override { return nullptr; }
  bool next(int64_t number, int64_t milliseconds, clibav_frame &frame) override;
  void rgb(uint8_t *rgb) override;
  void brightness(uint8_t *gray, int width, int height) override;
  clibav_health check() const override;

 private:
  std::vector<uint8_t> bytes;
  WebPAnimDecoder *decoder = nullptr;
  WebPAnimInfo info;
  uint8_t *canvas = nullptr;
  int64_t read = 0;
  int end = 0, length = 0;
  bool isCut = false;
};
