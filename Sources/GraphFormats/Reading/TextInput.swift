import CLibXML2
import Files
import Foundation
import SystemPackage

/// The text of a file as UTF-8, whatever it is encoded in, a window at a time.
///
/// A byte order mark, the encoding that an XML declaration names and zeros at every other place tell
/// the encoding; libxml2 and iconv convert it. What lies between `mark` and `end` stays until the
/// reader moves the mark, so that a token may be looked at in place; memory is that of the longest
/// token and a window.
final class TextInput {
  /// What becomes of bytes that are no UTF-8 in a file which says nothing else.
  private enum InvalidBytes {
    /// The file is refused, as XML demands.
    case refused
    /// They are taken for Windows-1252.
    case windows1252
  }

  let name: String
  let options: GraphReadOptions
  let notes: ReadNotes
  var limits: GraphReadLimits { options.limits }

  private let source: (UnsafeMutableRawBufferPointer) throws -> Int
  // Readers look at these for every byte; no two accesses overlap, which need not be checked each time.
  @exclusivity(unchecked) private(set) var bytes: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// Where reading stands.
  @exclusivity(unchecked) var position = 0
  /// What comes before this may go away when the window moves.
  @exclusivity(unchecked) var mark = 0
  /// Where the window ends.
  @exclusivity(unchecked) private(set) var end = 0
  /// Up to where the window is known to be UTF-8.
  private var checked = 0
  private var isExhausted = false
  private var total = 0
  /// Lines before `counted`.
  private var lines = 1
  private var counted = 0
  private var converter: Converter?
  /// The first bytes as they are in the file.
  private(set) var head: [UInt8] = []
  private var invalidBytes = InvalidBytes.refused

  private static let window = 1 << 18

  init(
    named name: String, options: GraphReadOptions, notes: ReadNotes,
    source: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws {
    self.name = name
    self.options = options
    self.notes = notes
    self.source = source
    capacity = 2 * Self.window
    bytes = .allocate(capacity: capacity)
    try findEncoding()
  }

  /// The text of the file at `path`.
  convenience init(_ path: FilePath, options: GraphReadOptions, notes: ReadNotes) throws {
    let name = displayName(path)
    let file: OpenFile
    do {
      file = OpenFile(try .open(path, .readOnly, options: [.closeOnExec]))
    } catch let error as Errno { throw FileError(.open, name, error) }
    try self.init(named: name, options: options, notes: notes) { buffer in
      do { return try file.descriptor.read(into: buffer) } catch let error as Errno {
        throw FileError(.read, name, error)
      }
    }
  }

  deinit { bytes.deallocate() }

  /// The bytes `range` of the window.
  @inline(__always)
  func slice(_ range: Range<Int>) -> Bytes {
    Bytes(start: bytes + range.lowerBound, count: range.count)
  }

  /// The byte at which reading stands; `nil` at the end.
  @inline(__always)
  func peek() throws -> UInt8? {
    if position < end { return bytes[position] }
    return try fill() ? bytes[position] : nil
  }

  /// Moves the window on, keeping what comes after the mark; all positions shrink by the mark.
  /// Returns whether there is more.
  func fill() throws -> Bool {
    guard !isExhausted else { return false }
    countLines(to: mark)
    let kept = end - mark
    if mark > 0 {
      memmove(bytes, bytes + mark, kept)
      position -= mark
      counted -= mark
      checked -= mark
      end = kept
      mark = 0
    }
    if capacity - end < Self.window {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity)
      memcpy(larger, bytes, end)
      bytes.deallocate()
      bytes = larger
      capacity *= 2
    }
    let before = end
    try readMore()
    return end > before
  }

  private func readMore() throws {
    while true {
      if let converter {
        let raw = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.window / 4, alignment: 8)
        defer { raw.deallocate() }
        let count = try read(into: raw)
        isExhausted = count == 0
        let text = try converter.convert(UnsafeRawBufferPointer(rebasing: raw[..<count]))
        guard let text else {
          throw error("the text is not in \(converter.name), the encoding that it says it is in")
        }
        memcpy(bytes + end, text.baseAddress ?? UnsafePointer(bytes), text.count)
        end += text.count
        checked = end
        if text.isEmpty && !isExhausted { continue }
        return
      }
      let count = try read(into: .init(start: bytes + end, count: Self.window / 4))
      isExhausted = count == 0
      end += count
      try checkUTF8()
      return
    }
  }

  private func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = try source(buffer)
    total += count
    if total > limits.bytes { throw error("the file is larger than \(limits.bytes) bytes") }
    return count
  }

  private func findEncoding() throws {
    // Enough for a declaration, however slowly a pipe delivers.
    while end < 256, !isExhausted {
      let count = try read(into: .init(start: bytes + end, count: Self.window / 4))
      isExhausted = count == 0
      end += count
    }
    let start = slice(0..<min(end, 256))
    head = Array(start.prefix(16))
    var encoding: String?
    var markLength = 0
    switch (start.first ?? 0, start.count > 1 ? start[1] : 1, start.count > 2 ? start[2] : 1) {
    case (0xEF, 0xBB, 0xBF): markLength = 3
    case (0xFF, 0xFE, _): (encoding, markLength) = ("UTF-16LE", 2)
    case (0xFE, 0xFF, _): (encoding, markLength) = ("UTF-16BE", 2)
    case (let first, 0, _) where first != 0: encoding = "UTF-16LE"
    case (0, let second, _) where second != 0 && start.count > 1: encoding = "UTF-16BE"
    default: encoding = Self.declaredEncoding(start)
    }
    position = markLength
    mark = markLength
    counted = markLength
    checked = markLength
    guard let encoding else {
      if start.first(where: { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }) != 0x3C {
        invalidBytes = .windows1252
      }
      return try checkUTF8()
    }
    let converter = try Converter(encoding)
    guard let converter else {
      throw error("the encoding \"\(encoding)\" is not known; save the file in UTF-8")
    }
    let raw = UnsafeMutableRawBufferPointer.allocate(byteCount: end - markLength, alignment: 8)
    defer { raw.deallocate() }
    raw.copyMemory(from: .init(start: bytes + markLength, count: end - markLength))
    let first = try converter.convert(UnsafeRawBufferPointer(raw))
    guard let text = first else { throw error("the text is not in \(encoding)") }
    (position, mark, counted, end) = (0, 0, 0, text.count)
    if text.count > capacity {
      bytes.deallocate()
      capacity = 2 * text.count
      bytes = .allocate(capacity: capacity)
    }
    if let base = text.baseAddress { memcpy(bytes, base, text.count) }
    checked = end
    self.converter = converter
  }

  /// The encoding that an XML declaration names, unless it is UTF-8 or a part of it.
  private static func declaredEncoding(_ start: Bytes) -> String? {
    let text = start.text
    guard text.hasPrefix("<?xml"), let end = text.range(of: "?>") else { return nil }
    let declaration = text[..<end.lowerBound]
    guard let name = declaration.firstMatch(of: /encoding\s*=\s*["']([^"']*)["']/)?.1 else {
      return nil
    }
    // UTF-16 it would not be readable to here.
    let known = ["utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf16", "unicode", ""]
    return known.contains(name.lowercased()) ? nil : String(name)
  }

  // MARK: Lines

  /// The line at which reading stands.
  var line: Int {
    countLines(to: position)
    return lines
  }

  /// An error where reading stands.
  func error(_ reason: String) -> GraphReadError {
    GraphReadError(file: name, line: line, reason: reason)
  }

  /// Notes a fault where reading stands.
  func note(_ kind: GraphReadNote.Kind, _ count: Int = 1) throws {
    try notes.add(kind, count, line: line)
  }

  private func countLines(to place: Int) {
    guard place > counted else { return }
    let text = UnsafeRawPointer(bytes)
    var (count, index) = (0, counted)
    // Eight bytes a step: the highest bit of each tells whether it is a line feed.
    let (low, ones) = (0x7F7F_7F7F_7F7F_7F7F as UInt64, 0x0101_0101_0101_0101 as UInt64)
    while index + 8 <= place {
      let part = text.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ (ones &* 0x0A)
      let feeds = ~((part & low &+ low) | part | low)
      count += Int(((feeds >> 7) &* ones) >> 56)
      index += 8
    }
    while index < place {
      count += bytes[index] == 0x0A ? 1 : 0
      index += 1
    }
    lines += count
    counted = place
  }

  // MARK: UTF-8

  /// Checks the window's new bytes; a character that is cut by its end waits for the rest.
  private func checkUTF8() throws {
    var place = checked
    while place < end {
      if bytes[place] < 0x80 {
        // Most text is ASCII: eight bytes a step.
        while place + 8 <= end,
          UnsafeRawPointer(bytes + place).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080
            == 0
        { place += 8 }
        while place < end, bytes[place] < 0x80 { place += 1 }
        continue
      }
      let length = Self.sequenceLength(slice(place..<end))
      if length > 0 {
        place += length
      } else if length == 0, !isExhausted {
        // The window ends within a character.
        break
      } else {
        guard invalidBytes == .windows1252 else {
          position = place
          throw error(
            "the text is not in UTF-8, and the file does not say what else; save it in UTF-8")
        }
        try replaceInvalidBytes(from: &place)
      }
    }
    checked = place
  }

  /// The length of the character at the start; 0 where it is cut off, −1 where it is none.
  private static func sequenceLength(_ bytes: Bytes) -> Int {
    let first = bytes[0]
    let length =
      switch first {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: -1
      }
    guard length > 0 else { return -1 }
    for i in 1..<length {
      guard i < bytes.count else { return 0 }
      let low: UInt8 = i > 1 ? 0x80 : first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
      let high: UInt8 = i > 1 ? 0xBF : first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
      guard (low...high).contains(bytes[i]) else { return -1 }
    }
    return length
  }

  /// Takes the bytes from `place` on that are no UTF-8 for Windows-1252.
  private func replaceInvalidBytes(from place: inout Int) throws {
    var text: [UInt8] = []
    var count = 0
    var next = place
    while next < end {
      let length = Self.sequenceLength(slice(next..<end))
      if bytes[next] < 0x80 {
        text.append(bytes[next])
        next += 1
      } else if length > 0 {
        text.append(contentsOf: slice(next..<next + length))
        next += length
      } else if length == 0, !isExhausted {
        break
      } else {
        text.append(contentsOf: String(Self.windows1252(bytes[next])).utf8)
        count += 1
        next += 1
      }
    }
    let (linesBefore, countedBefore) = (lines, counted)
    countLines(to: place)
    try notes.add(.otherEncoding, count, line: lines)
    (lines, counted) = (linesBefore, countedBefore)
    let tail = Array(slice(next..<end))
    let needed = place + text.count + tail.count
    if needed > capacity {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * needed)
      memcpy(larger, bytes, place)
      bytes.deallocate()
      bytes = larger
      capacity = 2 * needed
    }
    for (i, byte) in (text + tail).enumerated() { bytes[place + i] = byte }
    end = needed
    place += text.count
  }

  private static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
    let special: [UInt32] = [
      0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
      0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]
    let value = (0x80...0x9F).contains(byte) ? special[Int(byte) - 0x80] : UInt32(byte)
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}

/// A file that is closed with its last owner.
private final class OpenFile {
  let descriptor: FileDescriptor
  init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }
  deinit { try? descriptor.close() }
}

/// libxml2's conversion of an encoding to UTF-8.
private final class Converter {
  let name: String
  private let handler: xmlCharEncodingHandlerPtr
  private let input: xmlBufferPtr
  private let output: xmlBufferPtr

  /// `nil` where the encoding is not known.
  init?(_ name: String) throws {
    guard let handler = xmlFindCharEncodingHandler(name) else { return nil }
    guard let input = xmlBufferCreate(), let output = xmlBufferCreate() else { throw OutOfMemory() }
    self.name = name
    self.handler = handler
    self.input = input
    self.output = output
  }

  deinit {
    xmlBufferFree(input)
    xmlBufferFree(output)
    xmlCharEncCloseFunc(handler)
  }

  /// `bytes` in UTF-8, valid until the next call; `nil` where they are not in the encoding.
  func convert(_ bytes: UnsafeRawBufferPointer) throws -> Bytes? {
    xmlBufferEmpty(output)
    if !bytes.isEmpty {
      xmlBufferAdd(input, bytes.bindMemory(to: UInt8.self).baseAddress, Int32(bytes.count))
    }
    // libxml2 converts a bounded piece a call.
    var left = Int(xmlBufferLength(input))
    while left > 0 {
      let result = xmlCharEncInFunc(handler, output, input)
      if result == -1 || result == -2 { return nil }
      let rest = Int(xmlBufferLength(input))
      if rest == left { break }
      left = rest
    }
    return Bytes(start: xmlBufferContent(output), count: Int(xmlBufferLength(output)))
  }
}
