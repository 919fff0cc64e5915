import CaseStore
import Domain
import Files
import SystemPackage
import TestSupport
import WhoWhere

/// A case of made-up vectors in a temporary folder: persons are far apart, the faces of one close
/// together.
final class VectorCase {
  /// A face: which person's vector it has, and how far along it lies.
  struct Face {
    var person: Int
    var shift: Float = 0
    var quality: Float = 0.9
    var side = 80
  }

  let folder: TemporaryFolder
  let storage: SQLiteCase

  /// Photos `0.jpg`, `1.jpg`, …, each with its faces from left to right.
  init(_ photos: [[Face]]) throws {
    folder = try TemporaryFolder()
    storage = try SQLiteCase(creatingIn: folder.path)
    try add(photos, from: 0)
  }

  /// Photos by their persons; the faces of a person differ a little.
  convenience init(persons photos: [[Int]]) throws {
    try self.init(
      photos.enumerated().map { i, persons in
        persons.map { Face(person: $0, shift: 0.02 * Float(i)) }
      })
  }

  func add(_ photos: [[Face]], from first: Int, recipe: Recipe = .test("test"), offset: Int = 0)
    throws
  {
    let source = try storage.sourceFolder(Array("/photos".utf8), label: "")
    try storage.save(
      photos.enumerated().map { i, faces in
        let name = "\(first + i).jpg"
        return IndexedFile(
          file: MediaFile(
            sourceID: source.id, location: Array("/photos/\(name)".utf8), path: name, size: 1,
            modified: 1),
          media: Media(
            sha256: ContentHash.of(Array(name.utf8)), kind: .photo, format: "jpeg", size: 1,
            width: 1000, height: 200, recipe: recipe),
          faces: faces.enumerated().map { j, face in
            NewFace(
              box: FaceBox(
                top: 10 + offset, right: 100 * j + face.side + offset,
                bottom: 10 + face.side + offset,
                left: 100 * j + offset), score: 1, quality: face.quality, size: 1, sharpness: 1,
              pose: 1, landmarks: [], encoder: .dlib, embedding: Self.embedding(face))
          })
      })
  }

  static func embedding(_ face: Face) -> [Float] {
    var embedding = [Float](repeating: 0, count: FaceTable.dimension)
    embedding[face.person % 100] = 1
    embedding[100 + face.person % 28] = face.shift
    return embedding
  }

  /// Clusters all faces; the radius is less than the distance of persons.
  @discardableResult
  func cluster(
    _ settings: ClusterSettings = ClusterSettings(method: .dbscan(eps: 0.5, minSamples: 2))
  )
    throws -> PersonFinder.Report
  {
    try ClusterJob(on: storage, settings: settings, progress: SilentProgress()).run()
  }

  /// The persons of all faces, in the order of the photos.
  func persons() throws -> [PersonID?] { try storage.faces().personIDs }

  func curation(_ author: String = "Ada") -> Curation { Curation(of: storage, author: author) }
}
