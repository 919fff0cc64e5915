import Foundation
import GraphFormats

/// A canvas as SVG that stands on its own.
///
/// Texts keep the width that was measured for them, whatever fonts the reader has.
/// Reference: SVG 1.1.
struct CanvasSVG {
  /// The fonts; the first that has a character draws it.
  static let fonts = "DejaVu Sans,Verdana,Noto Sans,Droid Sans Fallback,sans-serif"

  private let canvas: Canvas

  init(_ canvas: Canvas) { self.canvas = canvas }

  /// The file. O(items).
  var bytes: [UInt8] {
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
      width="\(number(canvas.width))pt" height="\(number(canvas.height))pt" \
      viewBox="0 0 \(number(canvas.width)) \(number(canvas.height))" \
      font-family="\(Self.fonts)">

      """
    if !canvas.title.isEmpty { text += "<title>\(escaped(canvas.title))</title>\n" }
    text += "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
    var output = Array(text.utf8)
    for item in canvas.items { output += element(item).utf8 }
    output += "</svg>\n".utf8
    return output
  }

  private func element(_ item: Canvas.Item) -> String {
    let shape = shape(item.shape, item.style)
    guard item.id != nil || item.title != nil || item.kind != nil else { return shape + "\n" }
    var group = "<g"
    if let id = item.id { group += " id=\"\(escaped(id))\"" }
    if let kind = item.kind { group += " class=\"\(escaped(kind))\"" }
    group += ">"
    if let title = item.title { group += "<title>\(escaped(title))</title>" }
    return group + shape + "</g>\n"
  }

  private func shape(_ shape: Canvas.Shape, _ style: Canvas.Style) -> String {
    switch shape {
    case .line(let points):
      "<path d=\"\(path(points))\"\(attributes(style))/>"
    case .area(let rings):
      "<path fill-rule=\"evenodd\" d=\"\(rings.map { path($0) + "Z" }.joined())\""
        + "\(attributes(style))/>"
    case .circle(let x, let y, let radius):
      "<circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"\(number(radius))\"\(attributes(style))/>"
    case .rectangle(let x, let y, let width, let height, let corner):
      "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\""
        + " height=\"\(number(height))\""
        + (corner > 0 ? " rx=\"\(number(corner))\"" : "") + "\(attributes(style))/>"
    case .text(let text, let x, let y, let size, let isBold, let anchor, let length, let angle):
      "<text x=\"\(number(x))\" y=\"\(number(y + size * 0.36))\" font-size=\"\(number(size))\""
        + (isBold ? " font-weight=\"bold\"" : "")
        + (anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\"")
        + (length > 0 ? " textLength=\"\(number(length))\" lengthAdjust=\"spacingAndGlyphs\"" : "")
        + (angle == 0 ? "" : " transform=\"rotate(\(number(-angle)) \(number(x)) \(number(y)))\"")
        + "\(attributes(style))>\(escaped(text))</text>"
    case .picture(let name, let x, let y, let side):
      canvas.pictures[name].map { png in
        "<image x=\"\(number(x - side / 2))\" y=\"\(number(y - side / 2))\""
          + " width=\"\(number(side))\" height=\"\(number(side))\""
          + " xlink:href=\"data:image/png;base64,\(Data(png).base64EncodedString())\"/>"
      } ?? ""
    }
  }

  private func path(_ points: [Canvas.Point]) -> String {
    points.enumerated().map { index, point in
      (index == 0 ? "M" : "L") + "\(number(point.x)),\(number(point.y))"
    }.joined()
  }

  private func attributes(_ style: Canvas.Style) -> String {
    var text = " fill=\"\(style.fill ?? "none")\""
    if let stroke = style.stroke {
      text += " stroke=\"\(stroke)\" stroke-width=\"\(number(style.width))\""
      if !style.dash.isEmpty {
        text += " stroke-dasharray=\"\(style.dash.map(number).joined(separator: ","))\""
      }
    }
    return style.opacity < 1 ? text + " opacity=\"\(number(style.opacity))\"" : text
  }

  private func number(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() && abs(rounded) < 1e9
      ? String(Int(rounded)) : NumberText.shortest(rounded)
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in CleanText.xml(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
