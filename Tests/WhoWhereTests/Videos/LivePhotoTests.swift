import CaseStore
import Domain
import FaceVision
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing
import WhoWhere

/// The picture and the clip of a Live Photo are one occasion.
@Suite(
  .enabled(
    if: ProjectFiles.areFetched && VideoComposer.program != nil,
    "`make setup` fetches models and samples; needs ffmpeg"))
struct LivePhotoTests {
  private static let identifier = "0E1D2C3B-4A59-4687-9786-A5B4C3D2E1F0"

  /// A JPEG file with an EXIF block whose maker note is Apple's, with this content identifier.
  private func photo(_ name: String, _ identifier: String) throws -> [UInt8] {
    func big(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).reversed().map { UInt8(value >> ($0 * 8) & 0xFF) }
    }
    func entry(_ tag: Int, _ type: Int, _ count: Int, _ value: Int) -> [UInt8] {
      big(tag, 2) + big(type, 2) + big(count, 4) + big(value, 4)
    }
    let text = Array(identifier.utf8) + [0]
    // Signature, version, byte order, one entry, no next directory.
    let note =
      Array("Apple iOS\0\0\u{1}MM".utf8) + big(1, 2) + entry(0x11, 2, text.count, 32) + big(0, 4)
      + text
    let tiff =
      Array("MM\0*".utf8) + big(8, 4)
      + big(1, 2) + entry(0x8769, 4, 1, 26) + big(0, 4)
      + big(1, 2) + entry(0x927C, 7, note.count, 44) + big(0, 4) + note
    let block = Array("Exif\0\0".utf8) + tiff
    let picture = try Picture(decoding: VideoCase.photo(name)).jpeg()
    return Array(picture.prefix(2)) + [0xFF, 0xE1] + big(block.count + 2, 2) + block
      + picture.dropFirst(2)
  }

  @Test func identifiersAreRead() throws {
    let bytes = try photo("obama.jpg", Self.identifier)
    #expect(LivePhoto.contentIdentifier(ofPicture: bytes) == Self.identifier)
    #expect(LivePhoto.contentIdentifier(ofPicture: Array(bytes.prefix(100))) == nil)
    #expect(try LivePhoto.contentIdentifier(ofPicture: VideoCase.photo("obama.jpg")) == nil)
  }

  @Test func pictureAndClipCountOnce() throws {
    let test = try VideoCase()
    let clip = [
      "-movflags", "use_metadata_tags", "-metadata",
      "com.apple.quicktime.content.identifier=\(Self.identifier)",
    ]
    try test.put(photo("biden.jpg", Self.identifier), at: "IMG_1.JPG")
    try test.compose([("biden.jpg", 3)], to: "IMG_1.MOV", clip)
    try test.compose([("biden.jpg", 2)], to: "IMG_2.MOV", clip)
    try test.put(VideoCase.photo("biden.jpg"), at: "other.jpg")
    try test.index()
    try test.cluster()
    let storage = try test.storage()
    #expect(try storage.livePhotos().count == 1)
    let snapshot = try CaseSnapshot(of: storage)
    let biden = try #require(snapshot.persons.first)
    #expect(snapshot.appearancesOfPerson[0].count == 4)
    let reader = try CaseReader(in: test.folder.path.appending("case"))
    #expect(
      try reader.run("SELECT media FROM person WHERE id = \(biden.id)").rows == [[.integer(3)]])
    let table = MemorySink()
    try TableExports(of: CaseGraphs(of: snapshot)).writePeople(to: table)
    let row = table.text.split(whereSeparator: \.isNewline)[1].split(
      separator: ",", omittingEmptySubsequences: false)
    #expect(row[3] == "3")
    let media = MemorySink()
    try TableExports(of: CaseGraphs(of: snapshot)).writeMedia(to: media)
    #expect(
      media.text.split(whereSeparator: \.isNewline).count { $0.contains(",IMG_1.JPG") } == 1)
  }
}
