import Foundation

/// How wide texts are, measured with the fonts that draw them; any script.
struct TextRuler: Sendable {
  private var widths: [String: Double] = [:]

  /// Measures `texts` in a size of 1.
  ///
  /// - Throws: `DrawingError`; `FileError`.
  init(_ texts: some Sequence<String>, with process: DrawingProcess) throws {
    let unknown = Set(texts).filter { !$0.isEmpty }.sorted()
    guard !unknown.isEmpty else { return }
    let list = String(decoding: try JSONEncoder().encode(unknown), as: UTF8.self)
    let measured = try process.draw(list, as: .measure)
    let numbers = try JSONDecoder().decode([Double].self, from: Data(measured))
    widths = Dictionary(uniqueKeysWithValues: zip(unknown, numbers))
  }

  /// The width of `text` in points; an estimate where it was not measured.
  func width(_ text: String, size: Double, isBold: Bool = false) -> Double {
    guard let width = widths[text] else {
      return DiagramText.width(text, fontSize: size) * (isBold ? 1.1 : 1)
    }
    return width * size * (isBold ? 1.12 : 1)
  }
}
