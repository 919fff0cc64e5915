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

  /// Every folder holds two links to the next: 2^22 ways to the last.
  @Test(.timeLimit(.minutes(1))) func entersEachFolderOnce() throws {
    for level in 0..<22 {
      try make("\(level)/file")
      try link("\(level)/a", to: "../\(level + 1)")
      try link("\(level)/b", to: "../\(level + 1)")
    }
    try make("22/file")
    try link("self", to: "/proc/self")
    let listing = try FileListing(root: folder.path.appending("0"))
    #expect(listing.files.count == 23)
    let all = try FileListing(root: folder.path)
    #expect(all.files.count == 23)
    #expect(all.files.allSatisfy { $0.relativePath.components.count == 2 })
    #expect(all.problems.map { displayName($0.relativePath) } == ["self"])
  }

  @Test func aFolderThatIsThereItselfComesBeforeALinkToIt() throws {
    try make("z/file")
    try link("a", to: "z")
    let listing = try FileListing(root: folder.path)
    #expect(listing.files.map { displayName($0.relativePath) } == ["z/file"])
    #expect(listing.problems.isEmpty)
  }

  @Test func pipesAndDevicesAreNotWaitedFor() throws {
    let pipe = folder.path.appending("a.jpg")
    #expect(mkfifo(pipe.string, 0o600) == 0)
    #expect(try FileListing(root: folder.path).files.isEmpty)
    #expect(throws: FileError.self) { try readFile(pipe) }
    #expect(throws: FileError.self) { try ContentHash.of(file: pipe) }
    #expect(throws: FileError.self) { try readFile("/dev/zero") }
  }
}
