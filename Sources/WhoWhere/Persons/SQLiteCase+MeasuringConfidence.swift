import CaseStore
import Domain
import FaceClustering
import ParallelLoops

extension SQLiteCase {
  /// Finds how sure it is that faces are their persons' and that persons are one individual, and notes
  /// it in the case; nothing where it is known. What somebody confirmed is sure.
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
    let model = SamePersonProbability.of(embeddings)
    let decided = DecidedFaces(
      try decisions(), faces: faces,
      hashes: Dictionary(uniqueKeysWithValues: try media().map { ($0.id, $0.sha256) }),
      persons: try persons())
    var members: [[Int]] = []
    var persons: [PersonID?] = []
    var groups: [PersonID: Int] = [:]
    for (observation, rows) in observations.members.enumerated() {
      let person = faces.personIDs[rows[0]]
      if let person, let group = groups[person] {
        members[group].append(observation)
        continue
      }
      if let person { groups[person] = members.count }
      members.append([observation])
      persons.append(person)
    }
    let compared = PersonGroups(embeddings, members: members, jobs: jobs)
    let known = persons.indices.filter { persons[$0] != nil }
    let memberships = parallelMap(count: known.count, chunk: 8, jobs: jobs) {
      MembershipProbability(of: known[$0], in: compared, embeddings, model: model)
    }
    var sureness: [(FaceID, Double)] = []
    var sure: [(PersonID, Double)] = []
    for (group, membership) in zip(known, memberships) {
      guard let person = persons[group] else { continue }
      var areConfirmed = true
      for (i, observation) in members[group].enumerated() {
        for row in observations.members[observation] {
          let isConfirmed =
            decided.seeds[row] == Seed(person: person.rawValue, isConfirmed: true)
          areConfirmed = areConfirmed && isConfirmed
          sureness.append((faces.ids[row], isConfirmed ? 1 : membership.faces[i]))
        }
      }
      sure.append((person, areConfirmed ? 1 : membership.isOne))
    }
    try setConfidence(faces: sureness, persons: sure, since: revision)
  }
}
