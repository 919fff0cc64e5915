/// What colors, shapes and lines mean: entries in columns, and sentences below.
struct Legend {
  /// A sign with its meaning.
  struct Entry {
    /// What is drawn before the text.
    enum Sign {
      case mark(DiagramKind, String)
      case line(Canvas.Style)
      case none
    }
    var sign: Sign
    var text: String
  }

  private let entries: [Entry]
  private let sentences: [String]
  private let columns: Int
  private let columnWidth: Double
  private let size: Double
  /// How much room it takes.
  let height: Double

  /// A legend no wider than `width`; with `ruler`, entries are as wide as it says.
  init(
    _ entries: [Entry], _ sentences: [String], width: Double, size: Double,
    ruler: TextRuler? = nil
  ) {
    self.entries = entries
    self.size = size
    let widths = entries.map {
      ruler?.width($0.text, size: size) ?? DiagramText.width($0.text, fontSize: size)
    }
    let widest = (widths.max() ?? 0) + size * 3
    columns = max(1, min(4, Int(width / max(widest, size * 14)), max(1, entries.count)))
    columnWidth = width / Double(columns)
    self.sentences = sentences.flatMap { Heading.wrapped($0, to: width, size: size) }
    let rows = (entries.count + columns - 1) / columns
    height = Double(rows + self.sentences.count) * size * 1.6
  }

  /// Draws the legend, its upper left corner at (`x`, `y`).
  func draw(on canvas: inout Canvas, x: Double, y: Double) {
    for (index, entry) in entries.enumerated() {
      let left = x + Double(index % columns) * columnWidth
      let middle = y + (Double(index / columns) + 0.5) * size * 1.6
      switch entry.sign {
      case .mark(let kind, let color):
        canvas.add(
          kind.mark(x: left + size * 0.6, y: middle, side: size),
          Canvas.Style(fill: color))
      case .line(let style):
        canvas.add(
          .line([Canvas.Point(left, middle), Canvas.Point(left + size * 1.9, middle)]), style)
      case .none: break
      }
      let isLine = if case .line = entry.sign { true } else { false }
      text(entry.text, left + size * (isLine ? 2.3 : 1.6), middle, on: &canvas)
    }
    let rows = (entries.count + columns - 1) / columns
    for (index, sentence) in sentences.enumerated() {
      text(sentence, x, y + (Double(rows + index) + 0.5) * size * 1.6, on: &canvas)
    }
  }

  private func text(_ text: String, _ x: Double, _ y: Double, on canvas: inout Canvas) {
    canvas.add(
      .text(
        text, x: x, y: y, size: size, isBold: false, anchor: .start, length: 0, angle: 0),
      Canvas.Style(fill: "#444444"))
  }
}
