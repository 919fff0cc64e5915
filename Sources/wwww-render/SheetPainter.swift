import CPango
import Drawing
import Foundation

/// Draws the pages of a sheet with Cairo and Pango.
enum SheetPainter {
  /// The resolution of pixel pictures, in dots per inch.
  private static let resolution = 180.0

  /// Draws `pages`, JSON: all as PDF, or the first as PNG; `false` where they cannot be drawn.
  static func paint(_ pages: Data, isPDF: Bool, to output: Output) -> Bool {
    guard let pages = try? JSONDecoder().decode([SheetPage].self, from: pages),
      let first = pages.first
    else { return false }
    return isPDF ? paintPDF(pages, to: output) : paintPNG(first, to: output)
  }

  private static func paintPDF(_ pages: [SheetPage], to output: Output) -> Bool {
    guard let surface = cairo_pdf_surface_create_for_stream(write, output, 1, 1) else {
      return false
    }
    defer { cairo_surface_destroy(surface) }
    // The same sheet gives the same bytes, whatever the time of day.
    for date in [CAIRO_PDF_METADATA_CREATE_DATE, CAIRO_PDF_METADATA_MOD_DATE] {
      cairo_pdf_surface_set_metadata(surface, date, "1970-01-01T00:00:00Z")
    }
    for page in pages {
      cairo_pdf_surface_set_size(surface, page.width, page.height)
      let context = cairo_create(surface)
      paint(page, on: context)
      cairo_show_page(context)
      cairo_destroy(context)
    }
    cairo_surface_finish(surface)
    return cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS
  }

  private static func paintPNG(_ page: SheetPage, to output: Output) -> Bool {
    let scale = resolution / 72
    let surface = cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, Int32((page.width * scale).rounded()),
      Int32((page.height * scale).rounded()))
    defer { cairo_surface_destroy(surface) }
    let context = cairo_create(surface)
    defer { cairo_destroy(context) }
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_paint(context)
    cairo_scale(context, scale, scale)
    paint(page, on: context)
    return cairo_surface_write_to_png_stream(surface, write, output) == CAIRO_STATUS_SUCCESS
  }

  private static let write: cairo_write_func_t = { output, bytes, count in
    fwrite(bytes, 1, Int(count), output?.assumingMemoryBound(to: FILE.self)) == Int(count)
      ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR
  }

  private static func paint(_ page: SheetPage, on context: OpaquePointer?) {
    for area in page.areas {
      setColor(area.color, on: context)
      cairo_rectangle(context, area.x, area.y, area.width, area.height)
      cairo_fill(context)
    }
    for picture in page.pictures { paint(picture, on: context) }
    for text in page.texts { paint(text, on: context) }
  }

  private static func paint(_ picture: SheetPage.Picture, on context: OpaquePointer?) {
    guard let bytes = FileManager.default.contents(atPath: picture.file) else { return }
    let surface: OpaquePointer?
    let isJPEG = bytes.starts(with: [0xFF, 0xD8])
    if isJPEG {
      // PDF holds JPEG as it is, so nobody looks at the pixels of this surface.
      surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, Int32(picture.columns), Int32(picture.rows))
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
      bytes.copyBytes(to: copy, count: bytes.count)
      cairo_surface_set_mime_data(
        surface, CAIRO_MIME_TYPE_JPEG, copy, UInt(bytes.count),
        { $0?.assumingMemoryBound(to: UInt8.self).deallocate() }, copy)
    } else {
      surface = cairo_image_surface_create_from_png(picture.file)
    }
    defer { cairo_surface_destroy(surface) }
    cairo_save(context)
    cairo_translate(context, picture.x, picture.y)
    cairo_scale(
      context, picture.width / Double(picture.columns), picture.height / Double(picture.rows))
    cairo_set_source_surface(context, surface, 0, 0)
    if !isJPEG {
      // Pixels at the rim are not mixed with what is around.
      cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_PAD)
    }
    cairo_rectangle(context, 0, 0, Double(picture.columns), Double(picture.rows))
    cairo_fill(context)
    cairo_restore(context)
  }

  private static func paint(_ text: SheetPage.Text, on context: OpaquePointer?) {
    guard let layout = pango_cairo_create_layout(context) else { return }
    defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
    let font = pango_font_description_from_string("DejaVu Sans")
    defer { pango_font_description_free(font) }
    let unit = Double(PANGO_SCALE)
    pango_font_description_set_absolute_size(font, text.size * unit)
    if text.isBold { pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD) }
    pango_layout_set_font_description(layout, font)
    pango_layout_set_width(layout, Int32(text.width * unit))
    if text.style == .centered || text.style == .wrapped {
      pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
      pango_layout_set_height(layout, Int32(text.height * unit))
      pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
      if text.style == .centered { pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER) }
    } else {
      pango_layout_set_single_paragraph_mode(layout, 1)
      pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_MIDDLE)
      // A text from right to left would start at the other side; captions stand in columns.
      pango_layout_set_auto_dir(layout, 0)
      if text.style == .trailing { pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT) }
    }
    pango_layout_set_text(layout, text.text, -1)
    var height: Int32 = 0
    pango_layout_get_size(layout, nil, &height)
    let down = text.style == .centered ? (text.height - Double(height) / unit) / 2 : 0
    setColor(text.color, on: context)
    cairo_move_to(context, text.x, text.y + down)
    pango_cairo_show_layout(context, layout)
  }

  /// Colors are `#rrggbb`.
  private static func setColor(_ color: String, on context: OpaquePointer?) {
    let value = UInt32(color.dropFirst(), radix: 16) ?? 0
    cairo_set_source_rgb(
      context, Double(value >> 16 & 0xFF) / 255, Double(value >> 8 & 0xFF) / 255,
      Double(value & 0xFF) / 255)
  }
}
