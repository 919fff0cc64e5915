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
    let embeddings = try EmbeddingMatrix(faces.embeddings)
    let model = SamePersonProbability.of(embeddings)
    let decided = DecidedFaces(
      try decisions(), faces: faces,
      hashes: Dictionary(uniqueKeysWithValues: try media().map { ($0.id, $0.sha256) }),
      persons: try persons())
    var members: [[Int]] = []
    var persons: [PersonID?] = []
    var groups: [PersonID: Int] = [:]
    for (row, person) in faces.personIDs.enumerated() {
      if let person, let group = groups[person] {
        members[group].append(row)
        continue
      }
      if let person { groups[person] = members.count }
      members.append([row])
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
      let rows = members[group]
      let isConfirmed = rows.map {
        decided.seeds[$0] == Seed(person: person.rawValue, isConfirmed: true)
      }
      for (i, row) in rows.enumerated() {
        sureness.append((faces.ids[row], isConfirmed[i] ? 1 : membership.faces[i]))
      }
      sure.append((person, isConfirmed.allSatisfy { $0 } ? 1 : membership.isOne))
    }
    try setConfidence(faces: sureness, persons: sure, since: revision)
  }
}
