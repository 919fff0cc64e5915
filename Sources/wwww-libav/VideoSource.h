#pragma once
#include "Handles.h"

/// Where frames come from; behind `clibav_video`.
class VideoSource {
 public:
  virtual ~VideoSource() = default;
  virtual clibav_description describe() const = 0;
  virtual const char *tag(const char *key) const = 0;
  virtual bool next(int64_t number, int64_t milliseconds, clibav_frame &frame) = 0;
  virtual void rgb(uint8_t *rgb) = 0;
  virtual void brightness(uint8_t *gray, int width, int height) = 0;
  virtual clibav_health check() const = 0;
};
