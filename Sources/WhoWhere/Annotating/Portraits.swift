import CaseStore
import Deterministic
import FaceVision
import Files
import SystemPackage

/// Small round pictures of persons: the best face of each, cut from its photo.
public struct Portraits: Sendable {
  private let snapshot: CaseSnapshot
  private let jobs: Int

  /// Portraits of the persons of `snapshot`.
  public init(of snapshot: CaseSnapshot, jobs: Int = allCores) {
    self.snapshot = snapshot
    self.jobs = jobs
  }

  /// PNG pictures, round, `side` pixels wide and high, of persons by their index in the snapshot. Persons
  /// whose photo cannot be read, or who are in videos only, have none.
  ///
  /// - Complexity: one photo is decoded a person.
  public func pictures(of persons: some Collection<Int>, side: Int = 160) -> [Int: [UInt8]] {
    let persons = Array(persons)
    let pictures = parallelMap(count: persons.count, jobs: jobs) { i in
      bestFace(of: persons[i]).flatMap { try? portrait(of: $0, side: side) }
    }
    return Dictionary(
      uniqueKeysWithValues: zip(persons, pictures).compactMap { person, picture in
        picture.map { (person, $0) }
      })
  }

  /// The face of highest quality in a photo; the earliest of equals.
  private func bestFace(of person: Int) -> Int? {
    snapshot.appearances[snapshot.appearancesOfPerson[person]].lazy
      .flatMap(\.faces)
      .filter { snapshot.faces.times[$0] == nil }
      .max {
        (snapshot.faces.qualities[$0], -$0) < (snapshot.faces.qualities[$1], -$1)
      }
  }

  private func portrait(of face: Int, side: Int) throws -> [UInt8] {
    let media = snapshot.faceMedia[face]
    let bytes = try readFile(FilePath(bytes: snapshot.files[media][0].location))
    let orientation = Orientation(rawValue: snapshot.media[media].orientation) ?? .upright
    let box = snapshot.faces.boxes[face]
    return try Picture(decoding: bytes).upright(from: orientation)
      .cropped(
        to: FaceBox(top: box.top, right: box.right, bottom: box.bottom, left: box.left)
          .expanded(by: 0.15)
      )
      .resized(width: side, height: side).roundPNG()
  }
}
