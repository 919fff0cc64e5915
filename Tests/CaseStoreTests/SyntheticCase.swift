import CaseStore
import Domain
import Files
import Foundation
import SystemPackage
import TestSupport

/// A case of known content in a temporary folder, removed with the value.
final class SyntheticCase {
  /// A photo or video with the persons in it; −1 is nobody.
  struct Item {
    var path: String
    var date: String? = nil
    var place: (latitude: Double, longitude: Double)? = nil
    /// Persons by frame: the time is `nil` in a photo.
    var frames: [(time: Int?, persons: [PersonID?])]
    /// Items with equal content are one media.
    var content: String

    init(
      _ path: String, _ date: String? = nil, _ place: (Double, Double)? = nil,
      persons: [PersonID?], content: String? = nil
    ) {
      self.path = path
      self.date = date
      self.place = place.map { ($0.0, $0.1) }
      frames = [(nil, persons)]
      self.content = content ?? path
    }

    init(video path: String, _ date: String? = nil, frames: [(Int?, [PersonID?])]) {
      self.path = path
      self.date = date
      self.frames = frames.map { ($0.0, $0.1) }
      content = path
    }
  }

  let folder: FilePath
  let store: SQLiteCase
  let run: RunID

  init(_ items: [Item] = [], names: [PersonID: String] = [:]) throws {
    folder = FilePath(
      FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path)
    store = try SQLiteCase(creatingIn: folder)
    run = try store.begin(
      NewRun(command: "index", version: "1", parameters: "{}", models: "{}"))
    guard !items.isEmpty else { return }
    let source = try store.sourceFolder(Array("/photos".utf8), label: "")
    let files = items.map { Self.file($0, source: source.id) }
    try store.save(files)
    // Faces are numbered in the order of the items, but for content that was seen before.
    var seen: Set<String> = []
    let persons = items.filter { seen.insert($0.content).inserted }
      .flatMap { $0.frames.flatMap(\.persons) }
    try store.assign(persons, faceIDs: store.faces().ids, run: run)
    for (person, name) in names { try store.setName(name, of: person) }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder.string) }

  /// A reader of the case.
  func reader() throws -> CaseReader { try CaseReader(in: folder) }

  static func file(_ item: Item, source: SourceID, recipe: Recipe = .test("test")) -> IndexedFile {
    var media = Media(
      sha256: ContentHash.of(Array(item.content.utf8)),
      kind: item.frames[0].time == nil ? .photo : .video, format: "jpeg", size: 1000, width: 640,
      height: 480, date: item.date, recipe: recipe)
    media.latitude = item.place?.latitude
    media.longitude = item.place?.longitude
    let faces = item.frames.flatMap { frame in
      frame.persons.enumerated().map { index, person in
        NewFace(
          time: frame.time,
          box: FaceBox(top: 10, right: 40 + 50 * index, bottom: 40, left: 10 + 50 * index),
          score: 1, quality: 0.5 + 0.01 * Float(index), size: 0.5, sharpness: 0.5, pose: 0.5,
          landmarks: [], encoder: .dlib, embedding: embedding(of: person, in: item.path))
      }
    }
    return IndexedFile(
      file: MediaFile(
        sourceID: source, location: Array("/photos/\(item.path)".utf8), path: item.path, size: 1000,
        modified: 0),
      media: media, faces: faces)
  }

  /// Persons are far apart; the faces of one lie on a line, 0.1 for each character of the path.
  private static func embedding(of person: PersonID?, in path: String) -> [Float] {
    var embedding = [Float](repeating: 0, count: FaceTable.dimension)
    embedding[((person?.rawValue ?? -1) + 1) % 100] = 1
    embedding[120] = 0.1 * Float(path.count)
    return embedding
  }
}

extension SyntheticCase {
  /// Five persons at a party and on a trip; see the tests for what follows.
  static func album() throws -> SyntheticCase {
    let party = (48.2, 16.37)
    return try SyntheticCase(
      [
        Item("party/a.jpg", "2024-05-01T10:00:00Z", party, persons: [0, 1]),
        Item("party/b.jpg", "2024-05-01T10:30:00Z", party, persons: [0, 1, 2]),
        Item("party/c.jpg", "2024-05-01T11:00:00Z", party, persons: [0]),
        Item("trip/a.jpg", "2024-08-10T09:00:00Z", (47.07, 15.43), persons: [1, 2]),
        Item("trip/d.jpg", "2024-08-11T09:00:00Z", persons: [2, 3]),
        Item("trip/e.jpg", persons: [3, 4, nil]),
        Item(
          video: "trip/v.mp4", "2024-08-12T09:00:00Z",
          frames: [(0, [0]), (1000, [0, 4]), (2000, [4])]),
        Item(
          "trip/again.jpg", "2024-05-01T10:00:00Z", party, persons: [0, 1], content: "party/a.jpg"),
      ], names: [0: "Ada", 1: "Ben", 4: "Eve"])
  }
}
