import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import SystemPackage

/// A part of a file, as players ask for it (RFC 9110, section 14).
enum FileRange {
  private static let chunk = 256 << 10

  /// The bytes that `range` names of `file`, or all.
  ///
  /// - Throws: `HTTPError` 404 where the file is gone, 416 for a range outside of it.
  static func response(to range: String?, file: FilePath) throws -> Response {
    guard
      let descriptor = try? FileDescriptor.open(
        file, .readOnly, options: [.nonBlocking, .closeOnExec])
    else { throw HTTPError(.notFound, message: "The original is missing.") }
    let size: Int64
    do { size = try descriptor.seek(offset: 0, from: .end) } catch {
      try? descriptor.close()
      throw HTTPError(.notFound, message: "The original is no file.")
    }
    guard let bytes = bytes(of: range, size: size) else {
      try? descriptor.close()
      throw HTTPError(.rangeNotSatisfiable)
    }
    var headers: HTTPFields = [
      .contentType: "application/octet-stream", .acceptRanges: "bytes",
      .contentLength: String(bytes.count),
    ]
    if range != nil {
      headers[.contentRange] = "bytes \(bytes.lowerBound)-\(bytes.upperBound - 1)/\(size)"
    }
    return Response(
      status: range == nil ? .ok : .partialContent, headers: headers,
      body: ResponseBody(contentLength: bytes.count) { writer in
        defer { try? descriptor.close() }
        var offset = bytes.lowerBound
        while offset < bytes.upperBound {
          let wanted = min(chunk, Int(bytes.upperBound - offset))
          let part = try [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
            count = try descriptor.read(
              fromAbsoluteOffset: offset, into: UnsafeMutableRawBufferPointer(buffer))
          }
          guard !part.isEmpty else { break }
          offset += Int64(part.count)
          try await writer.write(ByteBuffer(bytes: part))
        }
        try await writer.finish(nil)
      })
  }

  /// What `header` means for a file of `size` bytes; only one range is given.
  static func bytes(of header: String?, size: Int64) -> Range<Int64>? {
    guard let header else { return 0..<size }
    guard header.hasPrefix("bytes="), !header.contains(",") else { return nil }
    let ends = header.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2 else { return nil }
    if ends[0].isEmpty {
      guard let last = Int64(ends[1]), last > 0 else { return nil }
      return max(0, size - last)..<size
    }
    guard let first = Int64(ends[0]), first >= 0, first < size else { return nil }
    if ends[1].isEmpty { return first..<size }
    guard let last = Int64(ends[1]), last >= first else { return nil }
    return first..<min(size, last + 1)
  }
}
