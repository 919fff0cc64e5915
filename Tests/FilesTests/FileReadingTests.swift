import Files
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// Files that are not what they were when they were listed.
@Suite struct FileReadingTests {
  private let folder: TemporaryFolder
  private let file: FilePath

  init() throws {
    folder = try TemporaryFolder()
    file = folder.path.appending("a.jpg")
    try writeAtomically(Array("picture".utf8), to: file)
  }

  /// What is listed as a file and then becomes a pipe, a device or a folder is refused, not waited for.
  @Test(.timeLimit(.minutes(1)))
  func whatIsNoFileAnyMoreIsRefused() throws {
    #expect(try FileListing(root: folder.path).files.count == 1)
    try FileManager.default.removeItem(atPath: file.string)
    #expect(mkfifo(file.string, 0o600) == 0)
    #expect(throws: FileError.self) { try readFile(file) }
    #expect(throws: FileError.self) { try ContentHash.of(file: file) }
    #expect(throws: FileError.self) { try requireFile(file) }
    try FileManager.default.removeItem(atPath: file.string)
    for device in ["/dev/zero", "/dev/tty", "/dev/full"] {
      try FileManager.default.createSymbolicLink(
        atPath: file.string, withDestinationPath: device)
      #expect(throws: FileError.self) { try readFile(file) }
      try FileManager.default.removeItem(atPath: file.string)
    }
    try makeDirectory(file)
    #expect(throws: FileError.self) { try readFile(file) }
  }

  /// A file that is written to while it is read is read as far as it went when it was opened.
  @Test(.timeLimit(.minutes(1)))
  func aFileThatGrowsIsBounded() throws {
    let isDone = Mutex(false)
    let path = file.string
    let piece = Data(repeating: 7, count: 1 << 20)
    try piece.write(to: URL(fileURLWithPath: path))
    DispatchQueue.global().async {
      guard let handle = FileHandle(forWritingAtPath: path) else { return }
      // At most 256 MiB, should nobody end it.
      for _ in 0..<256 where !isDone.withLock({ $0 }) {
        handle.seekToEndOfFile()
        handle.write(piece)
      }
    }
    for _ in 0..<20 {
      let before = FileStamp(of: file)?.size ?? 0
      let bytes = try readFile(file)
      #expect(bytes.count >= before)
      #expect(bytes.count <= FileStamp(of: file)?.size ?? 0)
      _ = try ContentHash.of(file: file)
    }
    isDone.withLock { $0 = true }
  }
}
