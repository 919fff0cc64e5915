import Files
import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite struct AtomicFileTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test func appearsOnlyWhenCommitted() throws {
    let path = folder.path.appending("a/b/file")
    let file = try AtomicFile(path)
    try file.write("one ")
    try file.write([UInt8](repeating: 65, count: 200_000))
    #expect(!FileManager.default.fileExists(atPath: path.string))
    try file.commit()
    #expect(try readFile(path) == Array("one ".utf8) + [UInt8](repeating: 65, count: 200_000))
  }

  @Test func leavesTheOldFileWhenDropped() throws {
    let path = folder.path.appending("file")
    try writeAtomically(Array("old".utf8), to: path)
    do {
      let file = try AtomicFile(path)
      try file.write("new")
    }
    #expect(try readFile(path) == Array("old".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path.string) == ["file"])
  }

  @Test func takesNamesThatAreNotUTF8() throws {
    let path = FilePath(bytes: folder.path.bytes + Array("/\u{1}é".utf8) + [0xFF, 0xFE])
    try writeAtomically([1, 2, 3], to: path)
    #expect(try readFile(path) == [1, 2, 3])
  }

  @Test func saysWhatIsWrong() throws {
    try writeAtomically([], to: folder.path.appending("file"))
    let error = #expect(throws: FileError.self) {
      try writeAtomically([1], to: folder.path.appending("file/below"))
    }
    #expect(error?.description.contains("file") == true)
  }
}
