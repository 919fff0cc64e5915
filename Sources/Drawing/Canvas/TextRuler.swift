import Foundation

/// How wide texts are, measured with the fonts that draw them; any script.
struct TextRuler: Sendable {
  private var widths: [String: Double] = [:]
  private var reaches: [String: Double] = [:]
  /// Texts with characters that no font has.
  private var unreadable: Set<String> = []

  /// Measures `texts` in a size of 1.
  ///
  /// - Throws: `DrawingError`; `FileError`.
  init(_ texts: some Sequence<String>, with process: DrawingProcess) throws {
    let unknown = Set(texts).filter { !$0.isEmpty }.sorted()
    guard !unknown.isEmpty else { return }
    let list = String(decoding: try JSONEncoder().encode(unknown), as: UTF8.self)
    let measured = try process.draw(list, as: .measure)
    let numbers = try JSONDecoder().decode([MeasuredText].self, from: Data(measured))
    for (text, measured) in zip(unknown, numbers) {
      widths[text] = measured.width
      reaches[text] = measured.reach
      if measured.missing > 0 { unreadable.insert(text) }
    }
  }

  /// The height of a line with `text`: some scripts go higher and lower than others.
  func height(_ text: String, size: Double) -> Double {
    max(1.2, 2 * (reaches[text] ?? 0) + 0.1) * size
  }

  /// What is to be said where some of `texts` cannot be drawn.
  func warning(of texts: some Sequence<String>) -> String? {
    let count = texts.count { unreadable.contains($0) }
    guard count > 0 else { return nil }
    return
      "\(DiagramText.grouped(count)) \(count == 1 ? "name holds" : "names hold") characters that "
      + "no font on this machine has; the Noto fonts have them."
  }

  /// The width of `text` in points; an estimate where it was not measured.
  func width(_ text: String, size: Double, isBold: Bool = false) -> Double {
    guard let width = widths[text] else {
      return DiagramText.width(text, fontSize: size) * (isBold ? 1.1 : 1)
    }
    return width * size * (isBold ? 1.12 : 1)
  }
}
