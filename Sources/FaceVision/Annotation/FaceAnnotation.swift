import COpenCV
import Domain

/// A box to draw around a face, with a word on who it is.
public struct FaceAnnotation: Sendable {
  /// Where.
  public var box: FaceBox
  /// What to write at the box, in any script.
  public var label: String
  /// What to write where there is no room for more.
  public var shortLabel: String
  /// The color of the frame and of the label's ground.
  public var color: Color

  /// An annotation of `box`.
  public init(box: FaceBox, label: String, shortLabel: String? = nil, color: Color) {
    self.box = box
    self.label = label
    self.shortLabel = shortLabel ?? label
    self.color = color
  }
}

extension Picture {
  /// A copy with frames and labels drawn in; see `LabelLayout` for where the labels stand.
  ///
  /// - Throws: `VisionError` where text cannot be drawn.
  public func annotated(with annotations: [FaceAnnotation]) throws(VisionError) -> Picture {
    var copy = self
    let layout = try LabelLayout(of: annotations, width: width, height: height)
    for annotation in annotations {
      try copy.outline(annotation.box, width: layout.lineWidth, color: annotation.color)
    }
    // Labels go over all frames, so that none is crossed out.
    for (annotation, label) in zip(annotations, layout.labels) {
      guard let label else { continue }
      try copy.fill(label.ground, color: annotation.color)
      try copy.write(label, color: annotation.color.luminance > 0.45 ? .black : .white)
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

  private mutating func write(_ label: LabelLayout.Label, color: Color) throws(VisionError) {
    let (columns, rows) = (Int32(width), Int32(height))
    try checked(.internal) {
      copencv_draw_text(
        &pixels, columns, rows, label.text, Int32(label.ground.left + label.padding),
        Int32(label.ground.top + label.padding), Int32(label.size), Int32(label.largestWidth ?? -1),
        color.raw, $0)
    } as Void
  }
}

extension Color {
  var raw: copencv_color { copencv_color(red: red, green: green, blue: blue) }
}
