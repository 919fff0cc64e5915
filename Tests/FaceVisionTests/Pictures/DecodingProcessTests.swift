import FaceVision
import Foundation
import Testing

/// What a decoder that a file has taken over could do.
@Suite(.serialized) struct DecodingProcessTests {
  private static let picture = PictureDecoderTests.picture

  /// The decoders that this process has started.
  private static func decoders() throws -> [Int32] {
    let tasks = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
    return tasks.flatMap { task in
      ((try? String(contentsOfFile: "/proc/self/task/\(task)/children", encoding: .utf8)) ?? "")
        .split(separator: " ").compactMap { Int32($0) }
    }.filter { child in
      (try? String(contentsOfFile: "/proc/\(child)/comm", encoding: .utf8)) == "wwww-decode\n"
    }
  }

  /// Neither network nor files nor other processes: the filter holds for every thread, cannot be
  /// taken off, and memory is limited.
  @Test func isLockedIn() throws {
    _ = try Picture(decoding: Self.picture.png())
    let decoders = try Self.decoders()
    try #require(!decoders.isEmpty)
    for decoder in decoders {
      let tasks = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(decoder)/task")
      #expect(!tasks.isEmpty)
      for task in tasks {
        let status = try String(
          contentsOfFile: "/proc/\(decoder)/task/\(task)/status", encoding: .utf8)
        #expect(status.contains("Seccomp:\t2"))
        #expect(status.contains("NoNewPrivs:\t1"))
      }
      let limits = try String(contentsOfFile: "/proc/\(decoder)/limits", encoding: .utf8)
      let memory = limits.split(separator: "\n").first { $0.hasPrefix("Max address space") }
      #expect(memory?.split(separator: " ")[3] != "unlimited")
    }
  }

  /// A file of a few hundred bytes that unpacks to more than is allowed costs no memory.
  @Test func refusesBombsBeforeMemoryIsTaken() throws {
    var bytes = try Self.picture.png()
    // 60,000 × 60,000, with the header's checksum.
    for place in [16, 20] {
      bytes.replaceSubrange(place..<place + 4, with: [0, 0, 0xEA, 0x60])
    }
    let header = Array(bytes[12..<29])
    var checksum: UInt32 = ~0
    for byte in header {
      checksum ^= UInt32(byte)
      for _ in 0..<8 { checksum = checksum & 1 == 1 ? checksum >> 1 ^ 0xEDB8_8320 : checksum >> 1 }
    }
    checksum = ~checksum
    bytes.replaceSubrange(29..<33, with: (0..<4).map { UInt8(checksum >> (24 - 8 * $0) & 0xFF) })
    let error = #expect(throws: VisionError.self) { try DecodedPicture(decoding: bytes) }
    #expect(error?.reason == .tooLarge)
    #expect(error?.message.contains("60000 × 60000") == true)
  }
}
