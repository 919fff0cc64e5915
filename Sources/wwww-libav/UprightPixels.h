#pragma once
#include "Handles.h"

/// How pixels are turned and mirrored: column and row of an upright pixel give those of a stored one.
struct Turn {
  bool isTransposed = false, flipsColumns = false, flipsRows = false;

  Turn() = default;
  /// Of a display matrix, to the nearest quarter of a turn.
  explicit Turn(const int32_t *matrix);
};

/// Brings decoded frames to 8-bit RGB, upright: any pixel format, range and matrix; HDR pictures by a
/// tone curve; interlaced ones without combs where something moves.
class UprightPixels {
 public:
  /// Writes height × width × 3 bytes, turned by `turn`.
  void write(const AVFrame &frame, Turn turn, uint8_t *rgb);
  /// Writes the brightness averaged to width × height, not turned.
  void brightness(const AVFrame &frame, uint8_t *gray, int width, int height);

 private:
  void convert(const AVFrame &frame, AVPixelFormat format, int width, int height, int flags,
               AVFrame &out);
  Scaler scaler, grayScaler;
  Frame picture, deep, gray;
};

/// Turns tightly packed pixels of `channels` bytes, whose rows are `stride` bytes apart.
void turned(const uint8_t *from, int stride, int width, int height, int channels, Turn turn,
            uint8_t *rgb);
