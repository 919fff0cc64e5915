#include <pango/pangocairo.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "Guarded.h"

namespace {

template <typename Object>
using Owned = std::unique_ptr<Object, decltype(&g_object_unref)>;

/// A line of text in a bold typeface; other scripts come from whatever typeface has them.
Owned<PangoLayout> layout(const char *text, int32_t size, int32_t largest_width) {
  // Of this thread alone.
  const Owned<PangoContext> context(
      pango_font_map_create_context(pango_cairo_font_map_get_default()), g_object_unref);
  const std::unique_ptr<cairo_font_options_t, decltype(&cairo_font_options_destroy)> options(
      cairo_font_options_create(), cairo_font_options_destroy);
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context.get(), options.get());
  Owned<PangoLayout> layout(pango_layout_new(context.get()), g_object_unref);
  const std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> font(
      pango_font_description_from_string("DejaVu Sans Bold"), pango_font_description_free);
  pango_font_description_set_absolute_size(font.get(), double(size) * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_single_paragraph_mode(layout.get(), true);
  pango_layout_set_text(layout.get(), text, -1);
  if (largest_width > 0) {
    pango_layout_set_width(layout.get(), largest_width * PANGO_SCALE);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    // Text of either direction starts where the line does.
    pango_layout_set_alignment(layout.get(), PANGO_ALIGN_LEFT);
    pango_layout_set_auto_dir(layout.get(), false);
  }
  return layout;
}

}  // namespace

bool copencv_text_size(const char *text, int32_t size, int32_t largest_width, int32_t *width,
                       int32_t *height, char *error) {
  return guarded(error, false, [=] {
    PangoRectangle extent;
    pango_layout_get_pixel_extents(layout(text, size, largest_width).get(), nullptr, &extent);
    *width = extent.width;
    *height = extent.height;
    return true;
  });
}

bool copencv_draw_text(uint8_t *rgb, int32_t width, int32_t height, const char *text, int32_t left,
                       int32_t top, int32_t size, int32_t largest_width, copencv_color color,
                       char *error) {
  return guarded(error, false, [=] {
    const auto line = layout(text, size, largest_width);
    PangoRectangle extent;
    pango_layout_get_pixel_extents(line.get(), nullptr, &extent);
    if (extent.width <= 0 || extent.height <= 0) return true;
    const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
        cairo_image_surface_create(CAIRO_FORMAT_A8, extent.width, extent.height),
        cairo_surface_destroy);
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) throw std::bad_alloc();
    const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> context(cairo_create(surface.get()),
                                                                     cairo_destroy);
    cairo_move_to(context.get(), -extent.x, -extent.y);
    pango_cairo_show_layout(context.get(), line.get());
    cairo_surface_flush(surface.get());
    const uint8_t *coverage = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    const uint8_t ink[3] = {color.red, color.green, color.blue};
    for (int y = std::max(0, -top); y < extent.height && top + y < height; ++y) {
      for (int x = std::max(0, -left); x < extent.width && left + x < width; ++x) {
        const unsigned alpha = coverage[y * stride + x];
        uint8_t *pixel = rgb + (size_t(top + y) * width + left + x) * 3;
        for (int c = 0; c < 3; ++c) {
          pixel[c] = uint8_t((pixel[c] * (255 - alpha) + ink[c] * alpha + 127) / 255);
        }
      }
    }
    return true;
  });
}
