import CaseStore
import FaceVision
import ParallelLoops

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
  /// whose file cannot be read have none.
  ///
  /// - Complexity: one photo or video is decoded a person.
  public func pictures(of persons: some Collection<Int>, side: Int = 160) -> [Int: [UInt8]] {
    let best = persons.compactMap { person in bestFace(of: person).map { (person, $0) } }
    let faces = FaceCrops.pictures(
      of: best.map { FaceCrops.Place($0.1, of: snapshot) }, side: side, jobs: jobs)
    var pictures: [Int: [UInt8]] = [:]
    for ((person, _), face) in zip(best, faces) {
      pictures[person] = try? face.get().resized(width: side, height: side).roundPNG()
    }
    return pictures
  }

  /// The face of highest quality, in a photo where there is one; the earliest of equals.
  private func bestFace(of person: Int) -> Int? {
    let faces = snapshot.faces
    return snapshot.appearances[snapshot.appearancesOfPerson[person]].lazy.flatMap(\.faces)
      .max { first, second in
        let inPhoto = (faces.times[first] == nil, faces.times[second] == nil)
        guard inPhoto.0 == inPhoto.1 else { return inPhoto.1 }
        return (faces.qualities[first], -first) < (faces.qualities[second], -second)
      }
  }
}
