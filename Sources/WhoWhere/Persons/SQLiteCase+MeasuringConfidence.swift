import CaseStore
import Domain
import FaceClustering
import ParallelLoops

extension SQLiteCase {
  /// Finds how sure it is that faces are their persons' and that persons are one individual, which faces
  /// are doubtful and who is probably an artefact, and notes it in the case; nothing where it is known.
  /// What somebody confirmed is sure.
  ///
  /// - Throws: `DatabaseError` where the case cannot be written; `EmbeddingError` for damaged faces.
  /// - Complexity: O(groups²) for all persons and faces of nobody.
  public func measureConfidence(jobs: Int = allCores) throws {
    guard try !knowsConfidence() else { return }
    let revision = try decisionRevision()
    let faces = try faces()
    // The frames of a track say one thing, not many.
    let observations = Observations(
      of: try EmbeddingMatrix(faces.embeddings), tracks: faces.observedTracks(byPerson: true),
      qualities: faces.qualities, frames: PersonFinder.frames(of: faces))
    let embeddings = observations.embeddings
    let decided = DecidedFaces(
      try decisions(), faces: faces,
      hashes: Dictionary(uniqueKeysWithValues: try media().map { ($0.id, $0.sha256) }),
      persons: try persons())
    func isConfirmed(_ row: Int, _ person: PersonID) -> Bool {
      decided.seeds[row] == Seed(person: person.rawValue, isConfirmed: true)
    }
    var sureness: [(FaceID, Double)] = []
    var sure: [PersonID: Double] = [:]
    let owners = observations.members.map { faces.personIDs[$0[0]] }
    // Faces of different encoders cannot be compared: a person who has both is as sure as the less sure.
    for encoder in EncoderKind.allCases where faces.encoders.contains(encoder) {
      let groups = FaceGroups(
        owners,
        among: observations.members.indices.filter {
          faces.encoders[observations.members[$0][0]] == encoder
        })
      let model = encoder.samePersonProbability
      let compared = PersonGroups(embeddings, members: groups.members, jobs: jobs)
      let known = groups.persons.indices.filter { groups.persons[$0] != nil }
      let memberships = parallelMap(count: known.count, chunk: 8, jobs: jobs) {
        MembershipProbability(of: known[$0], in: compared, embeddings, model: model)
      }
      for (group, membership) in zip(known, memberships) {
        guard let person = groups.persons[group] else { continue }
        var areConfirmed = true
        for (i, observation) in groups.members[group].enumerated() {
          for row in observations.members[observation] {
            let isSure = isConfirmed(row, person)
            areConfirmed = areConfirmed && isSure
            sureness.append((faces.ids[row], isSure ? 1 : membership.faces[i]))
          }
        }
        sure[person] = min(sure[person] ?? 1, areConfirmed ? 1 : membership.isOne)
      }
    }
    let sightings = try sightings()
    let marks = FaceMark.marks(of: sightings)
    try setConfidence(
      faces: sureness, persons: sure.sorted { $0.key < $1.key },
      marks: zip(sightings, marks).compactMap { face, mark in
        mark.map { (face.id, $0.rawValue) }
      },
      artefacts: Self.artefacts(
        sightings, marks, sure,
        known: Set(
          faces.ids.indices.filter { decided.seeds[$0]?.isConfirmed == true }
            .compactMap { faces.personIDs[$0] })), since: revision)
  }

  /// Persons most of whose faces are doubtful, and small groups that are probably several people.
  ///
  /// - Parameter known: Persons of whom somebody has confirmed a face.
  private static func artefacts(
    _ faces: [FaceSighting], _ marks: [FaceMark?], _ confidence: [PersonID: Double],
    known: Set<PersonID>
  ) -> Set<PersonID> {
    var counts: [PersonID: (all: Int, doubtful: Int)] = [:]
    for (face, mark) in zip(faces, marks) {
      guard let person = face.person else { continue }
      counts[person, default: (0, 0)].all += 1
      counts[person, default: (0, 0)].doubtful += mark == nil ? 0 : 1
    }
    return Set(
      counts.filter { person, count in
        guard !known.contains(person) else { return false }
        return count.doubtful * 2 > count.all
          || count.all <= 3 && (confidence[person] ?? 1) < 0.5
      }.keys)
  }
}
