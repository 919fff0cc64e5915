/// Characters that are written as `&amp;`, `&#233;` or `&#xE9;`, in XML and in GML.
enum XMLEntities {
  /// The character that `entity`, without `&` and `;`, stands for.
  static func scalar(_ entity: Bytes) -> Unicode.Scalar? {
    if entity.first == UInt8(ascii: "#") {
      let isHex = entity.count > 1 && entity[1] | 0x20 == UInt8(ascii: "x")
      guard entity.count > (isHex ? 2 : 1) else { return nil }
      let digits = entity.part((isHex ? 2 : 1)..<entity.count).text
      return UInt32(digits, radix: isHex ? 16 : 10).flatMap(Unicode.Scalar.init)
    }
    return switch entity.text {
    case "amp": "&"
    case "lt": "<"
    case "gt": ">"
    case "quot": "\""
    case "apos": "'"
    default: nil
    }
  }

  /// `text` with its entities replaced; unknown ones stay.
  static func decoded(_ text: Bytes) -> String {
    guard text.position(of: UInt8(ascii: "&")) != nil else { return text.text }
    var bytes: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "&"),
        let end = text.part(index..<min(index + 14, text.count)).position(of: UInt8(ascii: ";")),
        let scalar = scalar(text.part(index + 1..<index + end))
      {
        bytes.append(contentsOf: String(scalar).utf8)
        index += end + 1
      } else {
        bytes.append(text[index])
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
