import CaseStore
import Domain
import Files
import Foundation
import SystemPackage
import TestSupport

/// A small case of known content, removed with the value:
///
///     a.jpg  Ada 0, Ben 1        c.jpg  2, 3
///     b.jpg  Ada 0, Ben 1, 2     d.jpg  4 alone
final class AlbumCase {
  let folder: FilePath
  let store: SQLiteCase

  init(isEmpty: Bool = false) throws {
    folder = FilePath(
      FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path)
    store = try SQLiteCase(creatingIn: folder)
    guard !isEmpty else { return }
    let run = try store.begin(
      NewRun(command: "index", version: "1", parameters: "{}", models: "{}"))
    let source = try store.sourceFolder(Array("/photos".utf8), label: "")
    let content: [(path: String, persons: [PersonID])] = [
      ("a.jpg", [0, 1]), ("b.jpg", [0, 1, 2]), ("c.jpg", [2, 3]), ("d.jpg", [4]),
    ]
    try store.save(
      content.enumerated().map { day, item in
        IndexedFile(
          file: MediaFile(
            sourceID: source.id, location: Array("/photos/\(item.path)".utf8), path: item.path,
            size: 1, modified: 0),
          media: Media(
            sha256: ContentHash.of(Array(item.path.utf8)), kind: .photo, format: "jpeg", size: 1,
            width: 640, height: 480, date: "2024-05-0\(day + 1)T10:00:00Z", recipe: .test("test")),
          faces: item.persons.enumerated().map { index, _ in
            NewFace(
              box: FaceBox(top: 0, right: 50 + 100 * index, bottom: 50, left: 100 * index),
              score: 1,
              quality: 0.5, size: 0.5, sharpness: 0.5, pose: 0.5, landmarks: [], encoder: .dlib,
              embedding: [Float](repeating: 0.1, count: FaceTable.dimension))
          })
      })
    try store.assign(content.flatMap(\.persons), faceIDs: store.faces().ids, run: run)
    try store.setName("Ada", of: 0)
    try store.setName("Ben", of: 1)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder.string) }

  func reader() throws -> CaseReader { try CaseReader(in: folder) }
}
