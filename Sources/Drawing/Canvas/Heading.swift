import GraphFormats

/// The title of a drawing and the facts below it.
struct Heading {
  private var lines: [(text: String, size: Double, isBold: Bool, color: String)] = []
  /// How much room it takes.
  private(set) var height = 0.0

  /// A heading no wider than `width`.
  init(_ title: String, notes: [String], width: Double, size: Double) {
    for line in Self.wrapped(title, to: width, size: size * 1.7 * 1.1) {
      lines.append((line, size * 1.7, true, "#111111"))
    }
    for note in notes {
      for line in Self.wrapped(note, to: width, size: size * 0.9) {
        lines.append((line, size * 0.9, false, "#555555"))
      }
    }
    height = lines.reduce(0) { $0 + $1.size * 1.45 }
  }

  /// Writes the heading, its upper left corner at (`x`, `y`).
  func draw(on canvas: inout Canvas, x: Double, y: Double) {
    var y = y
    for line in lines {
      canvas.add(
        .text(
          line.text, x: x, y: y + line.size * 0.7, size: line.size, isBold: line.isBold,
          anchor: .start, length: 0, angle: 0), Canvas.Style(fill: line.color))
      y += line.size * 1.45
    }
  }

  /// `text` in lines no wider than `width`; a word that is longer by itself is shortened.
  static func wrapped(_ text: String, to width: Double, size: Double) -> [String] {
    var lines: [String] = []
    for word in CleanText.line(text).split(separator: " ", omittingEmptySubsequences: true) {
      if let line = lines.last, DiagramText.width(line + " " + word, fontSize: size) <= width {
        lines[lines.count - 1] = line + " " + word
      } else {
        let limit = max(8, Int(width / (size * 0.62)))
        lines.append(CleanText.shortened(String(word), to: limit))
      }
    }
    return lines
  }
}
