import CPango
import Drawing
import Foundation

/// Draws a canvas with Cairo and Pango.
enum CanvasPainter {
  /// Draws `canvas`, JSON, as PDF or PNG; `false` where it cannot be drawn.
  static func paint(_ canvas: Data, isPDF: Bool, to output: Output) -> Bool {
    guard let canvas = try? JSONDecoder().decode(Canvas.self, from: canvas) else { return false }
    return isPDF ? paintPDF(canvas, to: output) : paintPNG(canvas, to: output)
  }

  /// Writes how wide `texts`, a JSON array, are in a size of 1.
  static func measure(_ texts: Data, to output: Output) -> Bool {
    guard let texts = try? JSONDecoder().decode([String].self, from: texts) else { return false }
    let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1)
    let context = cairo_create(surface)
    defer {
      cairo_destroy(context)
      cairo_surface_destroy(surface)
    }
    let measured = texts.map { text in
      withLayout(text, size: 100, isBold: false, on: context) {
        MeasuredText(
          width: size(of: $0).width / 100, reach: reach(of: $0) / 100,
          missing: Int(pango_layout_get_unknown_glyphs_count($0)))
      } ?? MeasuredText(width: 0, reach: 0, missing: 0)
    }
    guard let json = try? JSONEncoder().encode(measured) else { return false }
    return json.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, output) } == json.count
  }

  private static func paintPDF(_ canvas: Canvas, to output: Output) -> Bool {
    guard
      let surface = cairo_pdf_surface_create_for_stream(
        write, output, max(1, canvas.width), max(1, canvas.height))
    else { return false }
    defer { cairo_surface_destroy(surface) }
    // The same drawing gives the same bytes, whatever the time of day.
    for date in [CAIRO_PDF_METADATA_CREATE_DATE, CAIRO_PDF_METADATA_MOD_DATE] {
      cairo_pdf_surface_set_metadata(surface, date, "1970-01-01T00:00:00Z")
    }
    let context = cairo_create(surface)
    paint(canvas, on: context)
    cairo_show_page(context)
    cairo_destroy(context)
    cairo_surface_finish(surface)
    return cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS
  }

  private static func paintPNG(_ canvas: Canvas, to output: Output) -> Bool {
    let longest = max(canvas.width, canvas.height, 1)
    // At least a screen full, at most what every program opens.
    let scale = min(max(2, 1600 / longest), 6000 / longest, 4)
    let surface = cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, Int32(max(1, (canvas.width * scale).rounded())),
      Int32(max(1, (canvas.height * scale).rounded())))
    defer { cairo_surface_destroy(surface) }
    let context = cairo_create(surface)
    defer { cairo_destroy(context) }
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_paint(context)
    cairo_scale(context, scale, scale)
    paint(canvas, on: context)
    return cairo_surface_write_to_png_stream(surface, write, output) == CAIRO_STATUS_SUCCESS
  }

  private static let write: cairo_write_func_t = { output, bytes, count in
    fwrite(bytes, 1, Int(count), output?.assumingMemoryBound(to: FILE.self)) == Int(count)
      ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR
  }

  private static func paint(_ canvas: Canvas, on context: OpaquePointer?) {
    for item in canvas.items {
      switch item.shape {
      case .line(let points):
        trace(points, on: context)
        finish(item.style, on: context)
      case .area(let rings):
        cairo_set_fill_rule(context, CAIRO_FILL_RULE_EVEN_ODD)
        for ring in rings {
          trace(ring, on: context)
          cairo_close_path(context)
        }
        finish(item.style, on: context)
      case .circle(let x, let y, let radius):
        cairo_new_path(context)
        cairo_arc(context, x, y, radius, 0, 2 * Double.pi)
        finish(item.style, on: context)
      case .rectangle(let x, let y, let width, let height, let corner):
        rectangle(x, y, width, height, corner, on: context)
        finish(item.style, on: context)
      case .text(let text, let x, let y, let size, let isBold, let anchor, let length, let angle):
        paint(
          text, x, y, size: size, isBold: isBold, anchor: anchor, length: length, angle: angle,
          item.style, on: context)
      case .picture(let file, let x, let y, let side):
        picture(file, x, y, side, on: context)
      }
    }
  }

  private static func trace(_ points: [Canvas.Point], on context: OpaquePointer?) {
    guard let first = points.first else { return }
    cairo_move_to(context, first.x, first.y)
    for point in points.dropFirst() { cairo_line_to(context, point.x, point.y) }
  }

  private static func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ corner: Double,
    on context: OpaquePointer?
  ) {
    guard corner > 0 else { return cairo_rectangle(context, x, y, width, height) }
    let radius = min(corner, width / 2, height / 2)
    cairo_new_sub_path(context)
    let corners = [
      (x + width - radius, y + radius), (x + width - radius, y + height - radius),
      (x + radius, y + height - radius), (x + radius, y + radius),
    ]
    for (index, corner) in corners.enumerated() {
      let angle = Double(index - 1) * Double.pi / 2
      cairo_arc(context, corner.0, corner.1, radius, angle, angle + Double.pi / 2)
    }
    cairo_close_path(context)
  }

  private static func finish(_ style: Canvas.Style, on context: OpaquePointer?) {
    if let fill = style.fill {
      setColor(fill, style.opacity, on: context)
      cairo_fill_preserve(context)
    }
    if let stroke = style.stroke {
      setColor(stroke, style.opacity, on: context)
      cairo_set_line_width(context, style.width)
      cairo_set_dash(context, style.dash, Int32(style.dash.count), 0)
      cairo_stroke_preserve(context)
    }
    cairo_new_path(context)
  }

  private static func picture(
    _ file: String, _ x: Double, _ y: Double, _ side: Double, on context: OpaquePointer?
  ) {
    guard let surface = cairo_image_surface_create_from_png(file) else { return }
    defer { cairo_surface_destroy(surface) }
    let pixels = Double(cairo_image_surface_get_width(surface))
    guard pixels > 0 else { return }
    cairo_save(context)
    cairo_translate(context, x - side / 2, y - side / 2)
    cairo_scale(context, side / pixels, side / pixels)
    cairo_set_source_surface(context, surface, 0, 0)
    cairo_paint(context)
    cairo_restore(context)
  }

  private static func paint(
    _ text: String, _ x: Double, _ y: Double, size: Double, isBold: Bool, anchor: Canvas.Anchor,
    length: Double, angle: Double, _ style: Canvas.Style, on context: OpaquePointer?
  ) {
    withLayout(text, size: size, isBold: isBold, on: context) { layout in
      let (width, height) = self.size(of: layout)
      let shift =
        switch anchor {
        case .start: 0.0
        case .middle: -width / 2
        case .end: -width
        }
      cairo_save(context)
      cairo_translate(context, x, y)
      if angle != 0 { cairo_rotate(context, -angle * Double.pi / 180) }
      // Hinting may make a text a little wider than it was measured.
      if length > 0, width > length { cairo_scale(context, length / width, 1) }
      cairo_move_to(context, shift, -height / 2)
      setColor(style.fill ?? "#000000", style.opacity, on: context)
      pango_cairo_show_layout(context, layout)
      cairo_restore(context)
    }
  }

  @discardableResult
  private static func withLayout<Result>(
    _ text: String, size: Double, isBold: Bool, on context: OpaquePointer?,
    _ body: (OpaquePointer) -> Result
  ) -> Result? {
    guard let layout = pango_cairo_create_layout(context) else { return nil }
    defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
    let font = pango_font_description_from_string("DejaVu Sans")
    defer { pango_font_description_free(font) }
    pango_font_description_set_absolute_size(font, size * Double(PANGO_SCALE))
    if isBold { pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD) }
    pango_layout_set_font_description(layout, font)
    pango_layout_set_single_paragraph_mode(layout, 1)
    pango_layout_set_text(layout, text, -1)
    return body(layout)
  }

  /// How far the ink goes above or below the middle of the line.
  private static func reach(of layout: OpaquePointer) -> Double {
    var (ink, line) = (PangoRectangle(), PangoRectangle())
    pango_layout_get_extents(layout, &ink, &line)
    let middle = line.y + line.height / 2
    return Double(max(middle - ink.y, ink.y + ink.height - middle)) / Double(PANGO_SCALE)
  }

  private static func size(
    of layout: OpaquePointer
  ) -> (width: Double, height: Double) {
    var (width, height): (Int32, Int32) = (0, 0)
    pango_layout_get_size(layout, &width, &height)
    return (Double(width) / Double(PANGO_SCALE), Double(height) / Double(PANGO_SCALE))
  }

  private static func setColor(_ color: String, _ opacity: Double, on context: OpaquePointer?) {
    let value = UInt32(color.dropFirst(), radix: 16) ?? 0
    cairo_set_source_rgba(
      context, Double(value >> 16 & 0xFF) / 255, Double(value >> 8 & 0xFF) / 255,
      Double(value & 0xFF) / 255, opacity)
  }
}
