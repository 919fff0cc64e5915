import Files
import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite struct ExistingPathTests {
  private static let decomposed = "Mu\u{308}ller A\u{30A}"
  private static let composed = "M\u{FC}ller \u{C5}"

  /// Folders and files in either form are found by a name in the other.
  @Test(arguments: [(decomposed, composed), (composed, decomposed)])
  func findsAnotherUnicodeForm(onDisk: String, typed: String) throws {
    let folder = try TemporaryFolder()
    let file = folder.path.appending(onDisk).appending("\(onDisk).jpg")
    try makeDirectory(file.removingLastComponent())
    #expect(FileManager.default.createFile(atPath: file.string, contents: Data([1])))
    let name = folder.path.appending(typed).appending("\(typed).jpg")
    #expect(existingPath(name).bytes == file.bytes)
    #expect(existingPath(file).bytes == file.bytes)
  }

  @Test func leavesOtherPathsAlone() throws {
    let folder = try TemporaryFolder()
    let missing = folder.path.appending(Self.composed).appending("x")
    #expect(existingPath(missing).bytes == missing.bytes)
    #expect(existingPath(folder.path) == folder.path)
    #expect(existingPath(FilePath("no such file")) == FilePath("no such file"))
  }
}
