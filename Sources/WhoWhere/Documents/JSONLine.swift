import Foundation

/// A value as one line of JSON with its keys in alphabetical order, with the line break.
func jsonLine(of value: some Encodable) throws -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
}

extension DecodingError {
  /// What is wrong, and where, in a few words.
  var shortText: String {
    switch self {
    case .dataCorrupted(let context), .keyNotFound(_, let context),
      .typeMismatch(_, let context), .valueNotFound(_, let context):
      let place = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
      return (place.isEmpty ? "" : place.joined(separator: ".") + ": ")
        + context.debugDescription.prefix { $0 != "." }
    @unknown default: return "\(self)"
    }
  }
}
