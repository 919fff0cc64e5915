import Files
import Foundation
import SystemPackage
import TestSupport
import Testing

/// What is written, where, and what stays as it was.
@Suite struct WriteGuardTests {
  private let folder: TemporaryFolder
  private let photos: FilePath
  private let original: FilePath

  init() throws {
    folder = try TemporaryFolder()
    photos = folder.path.appending("photos")
    original = photos.appending("a.jpg")
    try writeAtomically(Array("original".utf8), to: original)
  }

  private var record: MemoryRecord { MemoryRecord(roots: [photos], media: [original]) }
  private let new = Array("new".utf8)

  private func link(_ name: String, to destination: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path.appending(name).string, withDestinationPath: destination)
  }

  private func refusal(_ body: () throws -> Void) -> WriteRefusal? {
    do { try body() } catch { return error as? WriteRefusal }
    return nil
  }

  @Test(arguments: [false, true])
  func originalsAreNeverReplaced(isForced: Bool) throws {
    try link("link.jpg", to: "photos/a.jpg")
    try link("other", to: "photos")
    try FileManager.default.linkItem(
      atPath: original.string, toPath: folder.path.appending("hard.jpg").string)
    let writing = WriteGuard(record: record, isForced: isForced)
    for path in ["photos/a.jpg", "link.jpg", "other/a.jpg", "hard.jpg", "photos/../other/a.jpg"] {
      let target = folder.path.pushing(FilePath(path))
      #expect(
        refusal { try writing.write(new, to: target) } == .original(target.string), "\(path)")
    }
    #expect(try readFile(original) == Array("original".utf8))
  }

  @Test func anOriginalThatIsAwayKeepsItsPlace() throws {
    try FileManager.default.removeItem(atPath: original.string)
    #expect(
      refusal { try WriteGuard(record: record).write(new, to: original) }
        == .original(original.string))
  }

  @Test func sourceFoldersAreNoOutputFolders() throws {
    try link("other", to: "photos")
    let writing = WriteGuard(record: record)
    for name in ["photos", "other"] {
      let path = folder.path.appending(name)
      #expect(refusal { _ = try writing.folder(path) } == .sourceFolder(path.string))
      #expect(
        refusal { _ = try WriteGuard(record: nil, sources: [photos]).folder(path) }
          == .sourceFolder(path.string))
    }
    let above = try writing.folder(folder.path)
    #expect(refusal { _ = try above.folder("photos") } != nil)
    #expect(refusal { try above.write(new, to: "photos/a.jpg") } != nil)
    try above.write(new, to: "photos/b.jpg")
  }

  @Test func foldersInsideSourceFoldersMustBeNewOrOwn() throws {
    try writeAtomically([1], to: photos.appending("trip/notes"))
    let record = record
    let writing = WriteGuard(record: record)
    #expect(
      refusal { _ = try writing.folder(photos.appending("trip")) }
        == .foreignFolder(photos.appending("trip").string, below: photos.string))
    try writing.folder(photos.appending("results")).write(new, to: "x")
    try WriteGuard(record: record).folder(photos.appending("results")).write(new, to: "x")
    #expect(
      refusal { _ = try WriteGuard(record: self.record).folder(photos.appending("results")) } != nil
    )
  }

  @Test func onlyOwnFilesAreReplaced() throws {
    let path = folder.path.appending("out/table.csv")
    let record = record
    let writing = WriteGuard(record: record)
    try writing.write(new, to: path)
    try writing.write(Array("newer".utf8), to: path)
    try writeAtomically(Array("edited by hand".utf8), to: path)
    #expect(refusal { try writing.write(new, to: path) } == .foreignFile(path.string))
    #expect(try readFile(path) == Array("edited by hand".utf8))
    try WriteGuard(record: record, isForced: true).write(new, to: path)
    #expect(try readFile(path) == new)
    try writing.write(Array("newer".utf8), to: path)
    #expect(refusal { try WriteGuard(record: nil).write(new, to: path) } != nil)
  }

  /// A file that comes into being while another is written for its place.
  @Test func whatAppearsMeanwhileStays() throws {
    let path = folder.path.appending("late")
    let file = try WriteGuard(record: record).file(path)
    try file.write(new)
    try writeAtomically([7], to: path)
    #expect(throws: WriteRefusal.self) { try file.commit() }
    #expect(try readFile(path) == [7])
  }

  /// The record is written before the file takes its place: neither file is a stranger then.
  @Test func aWriteThatWasCutOffLeavesAnOwnFile() throws {
    let path = folder.path.appending("x")
    let record = record
    try WriteGuard(record: record).write(new, to: path)
    let standing = try #require(record.output(at: path))
    record.note(
      OutputFile(
        location: path, stamp: FileStamp(size: 9, modified: 9), replaced: standing.stamp))
    try WriteGuard(record: record).write(Array("newer".utf8), to: path)
  }

  @Test func linksAreNotFollowedOutOfTheFolder() throws {
    try makeDirectory(folder.path.appending("out/inside"))
    try link("out/annotated", to: "../photos")
    try link("out/here", to: "inside")
    let out = try WriteGuard(record: nil).folder(folder.path.appending("out"))
    #expect(refusal { try out.write(new, to: "annotated/a.jpg") } != nil)
    #expect(refusal { _ = try out.folder("annotated") } != nil)
    try out.write(new, to: "here/x")
    try out.write(new, to: "../../y")
    #expect(try readFile(folder.path.appending("out/inside/x")) == new)
    #expect(try readFile(folder.path.appending("out/y")) == new)
    #expect(try readFile(original) == Array("original".utf8))
  }

  @Test func foldersAndDevicesAreNoFiles() throws {
    let writing = WriteGuard(record: nil, isForced: true)
    for path in [photos, "/dev/null", folder.path.appending("..")] {
      #expect(refusal { try writing.write(new, to: path) } == .noFile(path.string))
    }
  }

  @Test func privateFilesAreForTheirOwnerAlone() throws {
    let writing = WriteGuard(record: nil)
    let file = try writing.file(folder.path.appending("vectors"), isPrivate: true)
    try file.commit()
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path.string)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }
}
