import Files
import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite struct FileListingTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func make(_ names: String...) throws {
    for name in names { try writeAtomically(Array(name.utf8), to: folder.path.appending(name)) }
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path.appending(name).string, withDestinationPath: target)
  }

  @Test func ordersByBytesAndSkipsHiddenNames() throws {
    try make("b", "a/z", "a b", "B", ".hidden/x", "a/.x", "é")
    let listing = try FileListing(root: folder.path)
    #expect(listing.files.map { displayName($0.relativePath) } == ["B", "a/z", "a b", "b", "é"])
    #expect(listing.problems.isEmpty)
    #expect(listing.files[1].stamp.size == 3)
  }

  @Test func reportsLinksThatLeadNowhere() throws {
    try make("real/file")
    try link("dangling", to: "missing")
    try link("loop", to: "loop")
    try link("real/up", to: "..")
    try link("good", to: "real/file")
    let listing = try FileListing(root: folder.path)
    #expect(listing.files.map { displayName($0.relativePath) } == ["good", "real/file"])
    #expect(
      listing.problems.map { displayName($0.relativePath) } == ["dangling", "loop", "real/up"])
  }

  @Test func leavesOutExcludedFolders() throws {
    try make("in/a", "out/b")
    let listing = try FileListing(
      root: folder.path, excluding: [folder.path.appending("out")])
    #expect(listing.files.map { displayName($0.relativePath) } == ["in/a"])
  }

  @Test func takesASingleFile() throws {
    try make("one.jpg")
    let listing = try FileListing(root: folder.path.appending("one.jpg"))
    #expect(listing.files.map { displayName($0.relativePath) } == ["one.jpg"])
  }

  @Test func failsForWhatIsNotThere() {
    #expect(throws: FileError.self) { try FileListing(root: folder.path.appending("missing")) }
  }
}
