import Foundation

/// Numbers texts in the order in which they first come, comparing them byte by byte.
///
/// Swift's own sets and dictionaries hold texts equal that only look the same, such as "é" as one
/// character and as two; in a graph these are two nodes. The bytes of all texts lie one after the
/// other, so that looking one up makes no string.
///
/// Complexity: O(bytes of the text) for each call. Memory: the bytes, and 12 to 24 more a text.
struct IdentifierTable {
  private var bytes: [UInt8] = []
  /// Where each text ends in `bytes`.
  private var ends: [Int] = []
  /// The number of a text plus one, by its hash; 0 is free. Filled to a half at most.
  private var slots: [Int32]

  /// An empty table that takes `minimumCapacity` texts before it grows.
  init(minimumCapacity: Int = 0) {
    var size = 16
    while size < 2 * minimumCapacity { size *= 2 }
    slots = [Int32](repeating: 0, count: size)
    ends.reserveCapacity(minimumCapacity)
  }

  /// The number of texts.
  var count: Int { ends.count }

  /// The text of number `number`.
  subscript(number: Int) -> String {
    let start = number == 0 ? 0 : ends[number - 1]
    return bytes.withUnsafeBufferPointer {
      String(decoding: UnsafeBufferPointer(rebasing: $0[start..<ends[number]]), as: UTF8.self)
    }
  }

  /// The number of `text`, which is given one where it has none.
  mutating func insert(_ text: UnsafeBufferPointer<UInt8>) -> (inserted: Bool, number: Int) {
    let slot = slot(of: text)
    if slots[slot] > 0 { return (false, Int(slots[slot]) - 1) }
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    slots[slot] = Int32(ends.count)
    if 2 * ends.count > slots.count { grow() }
    return (true, ends.count - 1)
  }

  /// The number of `text`, which is given one where it has none.
  mutating func insert(_ text: String) -> (inserted: Bool, number: Int) {
    var text = text
    return text.withUTF8 { insert($0) }
  }

  /// The number of `text`, if it has one.
  func number(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    let number = slots[slot(of: text)]
    return number > 0 ? Int(number) - 1 : nil
  }

  /// Whether `text` is that of number `number`.
  func isNumber(_ number: Int, of text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = number == 0 ? 0 : ends[number - 1]
    guard ends[number] - start == text.count else { return false }
    return bytes.withUnsafeBufferPointer { all in
      text.isEmpty || memcmp(all.baseAddress! + start, text.baseAddress!, text.count) == 0
    }
  }

  /// The number of `text`, if it has one.
  func number(of text: String) -> Int? {
    var text = text
    return text.withUTF8 { number(of: $0) }
  }

  /// Where `text` is, or where it belongs.
  private func slot(of text: UnsafeBufferPointer<UInt8>) -> Int {
    var slot = Self.hash(text) & (slots.count - 1)
    while true {
      let number = Int(slots[slot]) - 1
      if number < 0 { return slot }
      if isNumber(number, of: text) { return slot }
      slot = (slot + 1) & (slots.count - 1)
    }
  }

  private mutating func grow() {
    var larger = [Int32](repeating: 0, count: slots.count * 2)
    bytes.withUnsafeBufferPointer { all in
      var start = 0
      for (number, end) in ends.enumerated() {
        let text = UnsafeBufferPointer(rebasing: all[start..<end])
        var slot = Self.hash(text) & (larger.count - 1)
        while larger[slot] > 0 { slot = (slot + 1) & (larger.count - 1) }
        larger[slot] = Int32(number + 1)
        start = end
      }
    }
    slots = larger
  }

  /// Differs from run to run, so that nobody can make up texts that all collide.
  private static let seed = UInt64.random(in: 0...UInt64.max)

  /// Eight bytes a step, mixed as in wyhash.
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var hash = seed ^ UInt64(text.count)
    var rest = UnsafeRawBufferPointer(text)
    while rest.count >= 8 {
      hash = mix(hash ^ rest.loadUnaligned(as: UInt64.self))
      rest = UnsafeRawBufferPointer(rebasing: rest[8...])
    }
    var last: UInt64 = 0
    for byte in rest { last = last << 8 | UInt64(byte) }
    return Int(truncatingIfNeeded: mix(hash ^ last) >> 1)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let (high, low) = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return high ^ low
  }
}
