import Foundation

/// JSON of which nothing is known beforehand: whatever is missing, or of another kind, is nothing.
struct JSONTree {
  private let value: Any?

  /// Reads JSON text in any of its encodings.
  ///
  /// - Throws: An error of Foundation's, also for text that is nested very deeply.
  init(_ bytes: [UInt8]) throws {
    value = try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
  }

  private init(_ value: Any?) { self.value = value }

  /// A member of an object.
  subscript(key: String) -> JSONTree { JSONTree((value as? [String: Any])?[key]) }

  /// The keys of an object.
  var keys: [String] { ((value as? [String: Any])?.keys).map { $0.sorted() } ?? [] }

  /// The members of an array; what stands alone is the only one.
  var items: [JSONTree] {
    if let array = value as? [Any] { return array.map { JSONTree($0) } }
    return isThere ? [self] : []
  }

  /// Whether there is anything.
  var isThere: Bool { value != nil && !(value is NSNull) }

  /// Whether it is an array.
  var isArray: Bool { value is [Any] }

  /// A text, or a number as text.
  var text: String? {
    if let text = value as? String { return text }
    return (value as? NSNumber).map { "\($0)" }
  }

  /// A number, also one that is written as text.
  var number: Double? {
    if let number = value as? NSNumber { return number.doubleValue }
    return (value as? String).flatMap { Double($0) }
  }
}
