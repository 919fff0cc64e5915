import Foundation
import GraphFormats

/// Makes Graphviz's SVG stand on its own: pictures embedded, hover titles for people, no reference
/// to anything outside.
struct StandaloneSVG {
  /// PNG files by the name under which the drawing uses them.
  let images: [String: [UInt8]]
  /// What the pointer shows, by the `id` of the element.
  let titles: [String: String]

  /// Rewrites the SVG line by line; Graphviz puts every element on a line of its own.
  ///
  /// Complexity: O(bytes).
  func rewrite(_ svg: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(svg.count * 2)
    var id = ""
    var isSkipping = false
    for line in svg.split(separator: 0x0A) {
      if line.starts(with: Array("<!".utf8)) {
        // The document type names a file elsewhere, comments name the Graphviz version.
        isSkipping = line.last != UInt8(ascii: ">")
        continue
      }
      if isSkipping {
        isSkipping = line.last != UInt8(ascii: ">")
        continue
      }
      if line.starts(with: Array("<g id=\"".utf8)) { id = attribute("id", of: line) ?? "" }
      if line.starts(with: Array("<title>".utf8)) {
        guard let title = titles[id], !title.isEmpty else { continue }
        output += "<title>\(escaped(title))</title>\n".utf8
      } else if line.starts(with: Array("<image ".utf8)) {
        output += embedded(line)
        output.append(0x0A)
      } else {
        output += line
        output.append(0x0A)
      }
    }
    return output
  }

  private func embedded(_ line: ArraySlice<UInt8>) -> [UInt8] {
    guard let name = attribute("xlink:href", of: line), let png = images[name] else { return [] }
    let text = String(decoding: line, as: UTF8.self)
    let data = "data:image/png;base64," + Data(png).base64EncodedString()
    return Array(text.replacing("\"\(name)\"", with: "\"\(data)\"").utf8)
  }

  private func attribute(_ name: String, of line: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: line, as: UTF8.self)
    guard let start = text.firstRange(of: name + "=\"")?.upperBound,
      let end = text[start...].firstIndex(of: "\"")
    else { return nil }
    return String(text[start..<end])
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in CleanText.xml(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
