import CaseStore
import Domain
import FaceVision
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing
import WhoWhere

/// Copies of real photos, and real photos that are none.
@Suite(.enabled(if: ProjectFiles.areFetched, "`make setup` fetches models and samples"))
struct NearCopyPassTests {
  private let folder: TemporaryFolder
  private var input: FilePath { folder.path.appending("in") }

  init() throws { folder = try TemporaryFolder() }

  private func index() throws -> SQLiteCase {
    let caseFolder = folder.path.appending("case")
    _ = try IndexJob(
      [input], caseFolder: caseFolder, models: try ModelLibrary(folder: ProjectFiles.models),
      settings: IndexSettings(jobs: 2), progress: SilentProgress()
    ).run()
    return try SQLiteCase(in: caseFolder)
  }

  @Test func copiesCountAsOnePicture() throws {
    let photos = try FileListing(root: ProjectFiles.samples.appending("photos")).files
      .filter { displayName($0.relativePath).hasPrefix("2019-05-18") }.prefix(3)
    for (number, file) in photos.enumerated() {
      let bytes = try readFile(file.path)
      try writeAtomically(bytes, to: input.appending("\(number).jpg"))
      let decoded = try DecodedPicture(decoding: bytes)
      let photo = decoded.picture.upright(from: decoded.metadata.orientation)
      // Without metadata, as platforms leave them.
      let small = try photo.resized(width: photo.width / 2, height: photo.height / 2)
      try writeAtomically(try small.jpeg(quality: 60), to: input.appending("\(number)-small.jpg"))
    }
    let storage = try index()
    _ = try ClusterJob(on: storage, settings: ClusterSettings(), progress: SilentProgress()).run()
    let paths = Dictionary(
      uniqueKeysWithValues: try storage.files().map { ($0.mediaID, $0.path) })
    #expect(
      try storage.copies().map { "\(paths[$0.picture] ?? "") \($0.rank) \(paths[$0.media] ?? "")" }
        .sorted() == (0..<3).flatMap { ["\($0).jpg 0 \($0).jpg", "\($0).jpg 1 \($0)-small.jpg"] })
    let snapshot = try CaseSnapshot(of: storage)
    let graph = try Cooccurrence(in: snapshot)
    #expect(graph.people.graph.edges.allSatisfy { $0.weight <= 3 })
    let files = try FileListing(root: input).files.count
    #expect(files == 6)
    // The best copy is the first evidence.
    for edge in graph.people.graph.edges {
      let first = try #require(graph.evidence(ofEdge: edge.id).first)
      #expect(!snapshot.path(of: first).contains("small"))
    }
    // Of an event that has only the small one, that is the picture.
    let small = try #require(try storage.files().first { $0.path == "0-small.jpg" }?.mediaID)
    let part = snapshot.selecting { $0.id == small }
    #expect(try Cooccurrence(in: part).people.graph.edgeCount > 0)
    // Looked at again, nothing changes; without the original, the copy is a picture of its own.
    #expect(try index().copies().count == 6)
    try FileManager.default.removeItem(atPath: input.appending("0.jpg").string)
    #expect(try index().copies().count == 4)
  }

  @Test func aCropIsACopyAndAnotherPictureOfTheSamePeopleIsNone() throws {
    let photos = try FileListing(root: ProjectFiles.samples.appending("photos")).files
    for file in photos {
      try writeAtomically(try readFile(file.path), to: input.pushing(file.relativePath))
    }
    var storage = try index()
    #expect(try storage.copies().isEmpty)
    let faces = try storage.faces()
    var crops = 0
    for media in try storage.media() where media.kind == .photo {
      let rows = (0..<faces.count).filter { faces.mediaIDs[$0] == media.id }
      guard let row = rows.max(by: { faces.boxes[$0].width < faces.boxes[$1].width }),
        let file = try storage.files().first(where: { $0.mediaID == media.id }), crops < 8
      else { continue }
      let decoded = try DecodedPicture(decoding: try readFile(FilePath(bytes: file.location)))
      let photo = decoded.picture.upright(from: decoded.metadata.orientation)
      // A part with the largest face, as somebody would cut it.
      let box = faces.boxes[row]
      let (width, height) = (photo.width * 6 / 10, photo.height * 6 / 10)
      let left = min(max(0, (box.left + box.right - width) / 2), photo.width - width)
      let top = min(max(0, (box.top + box.bottom - height) / 2), photo.height - height)
      let crop = photo.cropped(
        to: FaceBox(top: top, right: left + width, bottom: top + height, left: left))
      try writeAtomically(try crop.jpeg(quality: 75), to: input.appending("crop-\(crops).jpg"))
      crops += 1
    }
    storage = try index()
    let copies = try storage.copies()
    let paths = Dictionary(
      uniqueKeysWithValues: try storage.files().map { ($0.mediaID, $0.path) })
    #expect(copies.filter { $0.rank > 0 }.allSatisfy { paths[$0.media]?.contains("crop") == true })
    #expect(
      copies.filter { $0.rank == 0 }.allSatisfy { paths[$0.media]?.contains("crop") == false })
    #expect(copies.count { $0.rank > 0 } >= crops - 1)
  }
}
