#pragma once
#include <dlib/geometry.h>
#include <dlib/image_processing/generic_image.h>
#include <dlib/pixel.h>

#include <cstdint>

/// A picture of the caller's as dlib's generic image interface sees one, without a copy.
struct RGBView {
  const uint8_t *rgb;
  int32_t width, height;
};

inline long num_rows(const RGBView &view) { return view.height; }
inline long num_columns(const RGBView &view) { return view.width; }
inline const void *image_data(const RGBView &view) { return view.rgb; }
inline long width_step(const RGBView &view) { return long(view.width) * 3; }

namespace dlib {
template <>
struct image_traits<RGBView> {
  using pixel_type = rgb_pixel;
};
}  // namespace dlib

static_assert(sizeof(dlib::rgb_pixel) == 3, "dlib's RGB pixels are three bytes");
