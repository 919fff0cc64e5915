import CaseStore
import Domain
import Files
import Foundation
import ParallelLoops
import SystemPackage
import TestSupport
import WhoWhere

/// A case of made-up photos of people who look as different as people do, each with a face or two.
final class CrowdCase {
  let folder: TemporaryFolder
  let storage: SQLiteCase
  private var random: SplitMix64
  private let people: [[Float]]

  init(people count: Int, seed: UInt64) throws {
    folder = try TemporaryFolder()
    storage = try SQLiteCase(creatingIn: folder.path)
    var random = SplitMix64(seed: seed)
    people = (0..<count).map { _ in Self.near([Float](repeating: 0.07, count: 128), 0.5, &random) }
    self.random = random
  }

  /// `center` moved by about `distance` in a random direction.
  private static func near(_ center: [Float], _ distance: Float, _ random: inout SplitMix64)
    -> [Float]
  {
    let step = center.map { _ in Float.random(in: -1...1, using: &random) }
    let length = step.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return zip(center, step).map { $0 + $1 * distance / length }
  }

  /// A photo of these people, found under `path`. The same content gives the same hash.
  func photo(
    _ path: String, of persons: [Int], content: String? = nil, scale: Int = 1,
    recipe: Recipe = .test("1"),
    spread: Float = 0.2
  ) throws -> IndexedFile {
    let source = try storage.sourceFolder(Array("/photos".utf8), label: "")
    return IndexedFile(
      file: MediaFile(
        sourceID: source.id, location: Array("/photos/\(path)".utf8), path: path, size: 1,
        modified: 1),
      media: Media(
        sha256: ContentHash.of(Array((content ?? path).utf8)), kind: .photo, format: "jpeg",
        size: 1, width: 400 * scale, height: 200 * scale, recipe: recipe),
      faces: persons.enumerated().map { place, person in
        NewFace(
          box: FaceBox(
            top: 50 * scale, right: (130 + 150 * place) * scale, bottom: 130 * scale,
            left: (50 + 150 * place) * scale), score: 1,
          quality: Float.random(in: 0...1, using: &random) < 0.1 ? 0.1 : 0.8, size: 1, sharpness: 1,
          pose: 1, landmarks: [], encoder: .dlib,
          embedding: Self.near(people[person], spread, &random))
      })
  }

  func next(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

  @discardableResult
  func cluster(_ settings: ClusterSettings = ClusterSettings()) throws -> PersonFinder.Report {
    try ClusterJob(on: storage, settings: settings, progress: SilentProgress()).run()
  }

  func forget(_ paths: Set<String>) throws {
    try storage.forget(try storage.files().filter { paths.contains($0.path) })
  }
}
