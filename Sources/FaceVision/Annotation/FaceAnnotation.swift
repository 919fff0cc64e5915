import COpenCV
import Domain

/// A box to draw around a face, with a word on who it is.
public struct FaceAnnotation: Sendable {
  /// Where.
  public var box: FaceBox
  /// What to write at the box.
  public var label: String
  /// The color of the frame and of the label's ground.
  public var color: Color

  /// An annotation of `box`.
  public init(box: FaceBox, label: String, color: Color) {
    self.box = box
    self.label = label
    self.color = color
  }
}

extension Picture {
  /// A copy with frames and labels drawn in.
  ///
  /// Line width and text size follow the picture's size, so that a label can be read when the whole
  /// picture is looked at, whatever its resolution. Labels stand below their box, or above where
  /// there is no room, and stay inside the picture.
  ///
  /// - Throws: `VisionError` where text cannot be drawn.
  public func annotated(with annotations: [FaceAnnotation], typeface: Typeface) throws(VisionError)
    -> Picture
  {
    var copy = self
    let side = Double(min(width, height))
    let line = max(2, Int(side / 270))
    let textHeight = max(11, Int(side / 32))
    let padding = max(2, textHeight / 5)

    for annotation in annotations {
      try copy.outline(annotation.box, width: line, color: annotation.color)
    }
    // Labels go over all frames, so that none is crossed out.
    for annotation in annotations where !annotation.label.isEmpty {
      let extent = try typeface.extent(of: annotation.label, height: textHeight)
      let labelWidth = extent.width + 2 * padding
      let labelHeight = textHeight + 2 * padding
      let left = max(0, min(annotation.box.left - line / 2, width - labelWidth))
      var top = annotation.box.bottom + line / 2
      if top + labelHeight > height { top = annotation.box.top - line / 2 - labelHeight }
      top = max(0, min(top, height - labelHeight))
      let ground = FaceBox(
        top: top, right: min(width, left + labelWidth), bottom: min(height, top + labelHeight),
        left: left)
      try copy.fill(ground, color: annotation.color)
      try typeface.draw(
        annotation.label, x: left + padding, baseline: top + padding + extent.ascent,
        height: textHeight, color: annotation.color.luminance > 0.45 ? .black : .white, on: &copy)
    }
    return copy
  }

  private mutating func outline(_ box: FaceBox, width line: Int, color: Color)
    throws(VisionError)
  {
    let (columns, rows) = (Int32(width), Int32(height))
    try checked(.internal) {
      copencv_draw_rectangle(
        &pixels, columns, rows, Int32(box.left), Int32(box.top), Int32(box.right),
        Int32(box.bottom), Int32(line), color.raw, $0)
    } as Void
  }

  private mutating func fill(_ box: FaceBox, color: Color) throws(VisionError) {
    let (columns, rows) = (Int32(width), Int32(height))
    try checked(.internal) {
      copencv_fill_rectangle(
        &pixels, columns, rows, Int32(box.left), Int32(box.top), Int32(box.right),
        Int32(box.bottom), color.raw, $0)
    } as Void
  }
}
