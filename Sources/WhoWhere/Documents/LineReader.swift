import Files
import Foundation
import SystemPackage

/// The lines of a file in batches, so that a file of any size is read in little memory.
struct LineReader {
  /// A line that is not blank, without its line break.
  struct Line: Sendable {
    /// Its number in the file, counted from 1.
    let number: Int
    /// Its bytes.
    let bytes: Data
  }

  /// What no line of a face comes near; longer lines are handed over cut.
  static let longest = 1 << 20

  private enum Source {
    case file(FilePath)
    case descriptor(FileDescriptor, name: String)
  }

  private let source: Source
  private let longest: Int

  /// A reader of `file`, which hands over longer lines cut.
  init(_ file: FilePath, longest: Int = longest) {
    source = .file(file)
    self.longest = longest
  }

  /// A reader of what is open already, such as standard input.
  init(_ descriptor: FileDescriptor, name: String, longest: Int = longest) {
    source = .descriptor(descriptor, name: name)
    self.longest = longest
  }

  /// Hands the lines to `body`, a few thousand at a time, in their order.
  ///
  /// - Parameter body: Gets the lines, and how many bytes of the file they and all before take.
  /// - Throws: `FileError` where the file cannot be read; what `body` throws.
  func read(_ body: ([Line], Int) throws -> Void) throws {
    switch source {
    case .descriptor(let descriptor, let name): try read(descriptor, name, body)
    case .file(let file):
      let descriptor: FileDescriptor
      do {
        descriptor = try FileDescriptor.open(file, .readOnly, options: [.closeOnExec])
      } catch let error as Errno { throw FileError(.open, displayName(file), error) }
      try descriptor.closeAfter { try read(descriptor, displayName(file), body) }
    }
  }

  private func read(
    _ descriptor: FileDescriptor, _ name: String, _ body: ([Line], Int) throws -> Void
  ) throws {
    var piece = [UInt8](repeating: 0, count: 1 << 22)
    var rest = Data()
    var number = 0
    var done = 0
    while true {
      let count: Int
      do { count = try piece.withUnsafeMutableBytes { try descriptor.read(into: $0) } } catch let
        error as Errno
      { throw FileError(.read, name, error) }
      done += count
      var lines: [Line] = []
      func add(_ bytes: Data) {
        number += 1
        if bytes.contains(where: { $0 > 0x20 }) {
          lines.append(Line(number: number, bytes: bytes))
        }
      }
      var start = 0
      while let end = piece[start..<count].firstIndex(of: UInt8(ascii: "\n")) {
        add(rest + piece[start..<end])
        rest = Data()
        start = end + 1
      }
      // What is beyond the longest line is not kept, but the line still ends where it ends.
      rest.append(contentsOf: piece[start..<count].prefix(longest + 1 - rest.count))
      if count == 0, !rest.isEmpty { add(rest) }
      if !lines.isEmpty { try body(lines, done) }
      if count == 0 { return }
    }
  }
}
