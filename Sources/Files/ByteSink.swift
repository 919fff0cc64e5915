import Foundation
import SystemPackage

/// Something that takes bytes in order: a file, standard output, memory.
public protocol ByteSink: AnyObject {
  /// Appends `bytes`.
  func write(_ bytes: UnsafeRawBufferPointer) throws
}

extension ByteSink {
  /// Appends the UTF-8 bytes of `text`.
  public func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }

  /// Appends `bytes`.
  public func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try write($0) }
  }
}

/// Bytes kept in memory.
public final class MemorySink: ByteSink {
  /// Everything written so far.
  public private(set) var bytes: [UInt8] = []

  /// An empty sink.
  public init() {}

  /// Appends `bytes`.
  public func write(_ bytes: UnsafeRawBufferPointer) { self.bytes.append(contentsOf: bytes) }

  /// Everything written so far, as text; invalid UTF-8 becomes U+FFFD.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Bytes sent to an open file descriptor, such as standard output.
public final class DescriptorSink: ByteSink {
  private let descriptor: FileDescriptor

  /// Sends bytes to `descriptor`, which stays open.
  public init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  /// The process's standard output.
  public static var standardOutput: DescriptorSink { DescriptorSink(.standardOutput) }

  /// Sends `bytes`.
  ///
  /// - Throws: `FileError` where the other end is closed or the disk is full.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    do { try descriptor.writeAll(bytes) } catch let error as Errno {
      throw FileError(.write, "standard output", error)
    }
  }
}
