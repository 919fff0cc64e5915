import Foundation

/// A piece of a file in UTF-8, valid until its reader goes on.
typealias Bytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer where Element == UInt8 {
  /// The text.
  var text: String { String(decoding: self, as: UTF8.self) }

  /// The part from `range`.
  func part(_ range: Range<Int>) -> Bytes { Bytes(rebasing: self[range]) }

  /// Without spaces, tabs and line breaks at both ends.
  var trimmed: Bytes {
    var start = 0
    var end = count
    while start < end, self[start] <= 0x20 { start += 1 }
    while end > start, self[end - 1] <= 0x20 { end -= 1 }
    return part(start..<end)
  }

  /// Whether it is `text`, which has only small letters, in whatever letters it is written.
  func isWord(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    for i in 0..<count where lowercased(self[i]) != text.utf8Start[i] { return false }
    return true
  }

  private func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  /// The first place of `byte` from `start` on.
  func position(of byte: UInt8, from start: Int = 0) -> Int? {
    guard start < count, let base = baseAddress,
      let found = memchr(base + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// The whole number that the trimmed text writes out, `1.0` and `1e3` among them.
  var wholeNumber: Int64? {
    let digits = trimmed
    var index = 0
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { index = 1 }
    guard index < digits.count else { return nil }
    if digits.count - index <= 18 {
      var value: Int64 = 0
      while index < digits.count, (0x30...0x39).contains(digits[index]) {
        value = value &* 10 &+ Int64(digits[index] & 0xF)
        index += 1
      }
      if index == digits.count { return isNegative ? -value : value }
    }
    return Int64(digits.text) ?? digits.number.flatMap { Int64(exactly: $0) }
  }

  /// Whether it is a short number without an exponent, by its last byte and its length; `false` says
  /// nothing.
  var isSurelyFinite: Bool {
    guard let last, count < 25 else { return false }
    return (0x30...0x39).contains(last) && position(of: UInt8(ascii: "e")) == nil
      && position(of: UInt8(ascii: "E")) == nil
  }

  /// The number that the trimmed text writes out; infinite and NaN are numbers here.
  var number: Double? {
    let text = trimmed
    var index = 0
    let isNegative = text.first == UInt8(ascii: "-")
    if isNegative || text.first == UInt8(ascii: "+") { index = 1 }
    // Whole numbers up to 2⁵³ and powers of ten up to 22 are exact in a Double, and so is their
    // quotient as rounded (Clinger, "How to read floating point numbers accurately").
    var mantissa: Int64 = 0
    var digits = 0
    var decimals = 0
    while index < text.count, (0x30...0x39).contains(text[index]), digits < 18 {
      mantissa = mantissa * 10 + Int64(text[index] & 0xF)
      digits += 1
      index += 1
    }
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      while index < text.count, (0x30...0x39).contains(text[index]), digits < 18 {
        mantissa = mantissa * 10 + Int64(text[index] & 0xF)
        digits += 1
        decimals += 1
        index += 1
      }
    }
    if index == text.count, digits > 0, mantissa <= 1 << 53, decimals <= 22 {
      let value = Double(mantissa) / Self.powersOfTen[decimals]
      return isNegative ? -value : value
    }
    return slowNumber(text)
  }

  private func slowNumber(_ text: Bytes) -> Double? {
    // No hexadecimal numbers, no text with a number in it.
    guard let first = text.first, text.count < 400,
      (0x30...0x39).contains(first) || first == 0x2B || first == 0x2D || first == 0x2E
        || first | 0x20 == UInt8(ascii: "i") || first | 0x20 == UInt8(ascii: "n"),
      !text.contains(where: { $0 | 0x20 == UInt8(ascii: "x") || $0 == UInt8(ascii: "(") })
    else { return nil }
    return Double(text.text)
  }

  private static var powersOfTen: [Double] { exactPowersOfTen }

  /// Whether it is a number as programs write it, without zeros in front: so that making it a number
  /// takes nothing away that told two apart.
  var isPlainNumber: Bool {
    var index = 0
    if first == UInt8(ascii: "-") { index = 1 }
    let start = index
    while index < count, (0x30...0x39).contains(self[index]) { index += 1 }
    let whole = index - start
    if whole > 1, self[start] == 0x30 { return false }
    var decimals = 0
    if index < count, self[index] == UInt8(ascii: ".") {
      index += 1
      while index < count, (0x30...0x39).contains(self[index]) {
        index += 1
        decimals += 1
      }
    }
    guard whole + decimals > 0 else { return false }
    if index < count, self[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < count, self[index] == 0x2B || self[index] == 0x2D { index += 1 }
      let exponent = index
      while index < count, (0x30...0x39).contains(self[index]) { index += 1 }
      if index == exponent { return false }
    }
    return index == count
  }

  /// Whether it says that there is no value, as programs print their own absence of one.
  var isAbsent: Bool {
    let text = trimmed
    return text.isEmpty || text.isWord("null") || text.isWord("none") || text.isWord("nan")
      || text.isWord("n/a") || text.isWord("na") || text.isWord("undefined")
  }
}

private let exactPowersOfTen: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]

extension String {
  /// What `body` makes of the text's bytes.
  func withBytes<Result>(_ body: (Bytes) throws -> Result) rethrows -> Result {
    var text = self
    return try text.withUTF8(body)
  }
}
