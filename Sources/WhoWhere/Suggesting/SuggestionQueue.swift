import CaseStore
import Domain
import FaceClustering
import ParallelLoops

/// The questions whose answers would correct a case most, likeliest first.
///
/// Everything is compared once; when something was decided, `refresh` compares only whoever changed, so
/// that a queue of many thousands of faces answers at once.
///
/// ```swift
/// var queue = try SuggestionQueue(of: storage)
/// for suggestion in queue.first(50, of: [.same]) { … }
/// ```
public struct SuggestionQueue: Sendable {
  private let storage: SQLiteCase
  private let faces: FaceTable
  private let hashes: [MediaID: String]
  private let embeddings: EmbeddingMatrix
  private let model: SamePersonProbability
  private let frames: [Int]
  private var groups: PersonGroups
  /// For each group its person; nil for a face of nobody.
  private var persons: [PersonID?]
  /// For each row its group.
  private var groupOfRow: [Int]
  private var groupOfPerson: [PersonID: Int]
  private var owners: [PersonID?]
  private var names: [PersonID: String] = [:]
  private var decided = Settled()
  private var revision: DecisionRevision
  private var suggestions: [Suggestion] = []
  /// The suggestions about single groups, kept until the group changes.
  private var ofGroup: [[Suggestion]]

  /// Compares everybody in `storage`.
  ///
  /// - Parameter jobs: The number of threads. The result does not depend on it.
  /// - Throws: `EmbeddingError` for damaged faces.
  /// - Complexity: O(groups²) for all persons and faces of nobody.
  public init(of storage: SQLiteCase, jobs: Int = allCores) throws {
    self.storage = storage
    revision = try storage.decisionRevision()
    faces = try storage.faces()
    hashes = Dictionary(uniqueKeysWithValues: try storage.media().map { ($0.id, $0.sha256) })
    embeddings = try EmbeddingMatrix(faces.embeddings)
    model = SamePersonProbability.of(embeddings)
    frames = PersonFinder.frames(of: faces)
    owners = faces.personIDs
    var members: [[Int]] = []
    persons = []
    groupOfPerson = [:]
    groupOfRow = []
    for (row, person) in owners.enumerated() {
      if let person, let group = groupOfPerson[person] {
        members[group].append(row)
        groupOfRow.append(group)
      } else {
        if let person { groupOfPerson[person] = members.count }
        groupOfRow.append(members.count)
        members.append([row])
        persons.append(person)
      }
    }
    groups = PersonGroups(embeddings, members: members, jobs: jobs)
    ofGroup = []
    try readDecisions()
    let all = self
    ofGroup = parallelMap(count: members.count, chunk: 16, jobs: jobs) { all.aboutGroup($0) }
    rank()
  }

  /// The likeliest suggestions of some kinds; first those about parts that somebody with a name lost.
  public func first(_ limit: Int, of kinds: Set<Suggestion.Kind> = Set(Suggestion.Kind.allCases))
    -> [Suggestion]
  {
    Array(suggestions.lazy.filter { kinds.contains($0.kind) }.prefix(max(0, limit)))
  }

  /// How many faces were compared.
  public var faceCount: Int { faces.count }

  /// How many questions of each kind are open.
  public var counts: [Suggestion.Kind: Int] {
    var counts: [Suggestion.Kind: Int] = [:]
    for suggestion in suggestions { counts[suggestion.kind, default: 0] += 1 }
    return counts
  }

  /// Takes in what was decided since, by whomever. Where faces were added or removed, a new queue is
  /// needed.
  ///
  /// - Complexity: O(faces + changed groups · groups).
  public mutating func refresh() throws {
    let now = try storage.decisionRevision()
    guard now != revision else { return }
    revision = now
    let after = try storage.personIDs(of: faces.ids)
    var changed: Set<Int> = []
    var members: [Int: [Int]] = [:]
    for row in owners.indices where owners[row] != after[row] {
      let old = groupOfRow[row]
      members[old, default: groups.members[old]].removeAll { $0 == row }
      let new: Int
      if let person = after[row], let group = groupOfPerson[person] {
        new = group
      } else {
        new = persons.count
        persons.append(after[row])
        ofGroup.append([])
        if let person = after[row] { groupOfPerson[person] = new }
      }
      let known = new < groups.members.count ? groups.members[new] : []
      members[new, default: known].append(row)
      groupOfRow[row] = new
      owners[row] = after[row]
      changed.formUnion([old, new])
    }
    var touched = changed
    for group in changed.sorted() {
      touched.formUnion(groups.members.indices.contains(group) ? neighbors(of: group) : [])
      groups.set(group, to: (members[group] ?? []).sorted())
      touched.formUnion(neighbors(of: group))
    }
    let before = decided
    try readDecisions()
    for (row, group) in groupOfRow.enumerated() where decided.differs(from: before, row: row) {
      touched.insert(group)
    }
    for group in touched { ofGroup[group] = aboutGroup(group) }
    rank()
  }

  private func neighbors(of group: Int) -> [Int] { groups.neighbors[group].map(\.group) }

  /// What decisions say that is not asked again.
  private struct Settled: Sendable {
    /// For each row the answers it is part of, and on which side.
    var answers: [Int: Set<Int>] = [:]
    /// Persons that are different or cannot be told apart, by the number of the answer: both sides.
    var sides: [(Set<Int>, Set<Int>)] = []
    var confirmed: Set<Int> = []
    var seeds: [Seed?] = []
    var named: Set<Int> = []

    func differs(from other: Settled, row: Int) -> Bool {
      answers[row] != other.answers[row]
        || confirmed.contains(row) != other.confirmed.contains(row)
    }

    /// Whether an answer keeps two sets of rows apart, most of whose faces it was about.
    func areAnswered(_ a: [Int], _ b: [Int]) -> Bool {
      let shared = Set(a.flatMap { answers[$0] ?? [] })
        .intersection(b.flatMap { answers[$0] ?? [] })
      return shared.contains { answer in
        let (one, two) = sides[answer]
        func meets(_ rows: [Int], _ side: Set<Int>) -> Bool { rows.contains(where: side.contains) }
        return meets(a, one) && meets(b, two) || meets(a, two) && meets(b, one)
      }
    }
  }

  private mutating func readDecisions() throws {
    let decisions = try storage.decisions()
    let everybody = try storage.persons()
    names = Dictionary(
      uniqueKeysWithValues: everybody.compactMap { person in person.name.map { (person.id, $0) } })
    let all = DecidedFaces(decisions, faces: faces, hashes: hashes, persons: everybody)
    decided = Settled()
    decided.seeds = all.seeds
    decided.named = all.named
    decided.confirmed = Set(all.confirmations.keys)
    let locator = FaceLocator(faces, hashes: hashes)
    for decision in decisions
    where decision.stands && [.different, .unsure, .reject, .split].contains(decision.content.kind)
    {
      let one = Set(decision.content.faces.filter(\.isSubject).compactMap(locator.row))
      let two = Set(decision.content.faces.filter { !$0.isSubject }.compactMap(locator.row))
      for row in one.union(two) { decided.answers[row, default: []].insert(decided.sides.count) }
      decided.sides.append((one, two))
    }
  }

  private mutating func rank() {
    var seen: Set<[Int]> = []
    suggestions = ofGroup.joined().filter { suggestion in
      guard suggestion.kind == .same, let other = suggestion.other else { return true }
      return seen.insert([suggestion.person.rawValue, other.rawValue].sorted()).inserted
    }
    suggestions.sort {
      ($0.isLostPart ? 0 : 1, -$0.probability, $0.kind.rawValue, $0.person, $0.faces.first ?? 0)
        < ($1.isLostPart ? 0 : 1, -$1.probability, $1.kind.rawValue, $1.person, $1.faces.first ?? 0)
    }
  }

  /// What to ask about a group and its neighbors.
  private func aboutGroup(_ group: Int) -> [Suggestion] {
    let rows = groups.members[group]
    guard !rows.isEmpty else { return [] }
    return about(pairsOf: group) + (persons[group] == nil ? [] : about(facesOf: group))
  }

  private func about(pairsOf group: Int) -> [Suggestion] {
    groups.neighbors[group].compactMap { neighbor -> Suggestion? in
      let (a, b) = (group, neighbor.group)
      // A face of nobody is asked about from its own side.
      guard persons[a] == nil ? persons[b] != nil : persons[b] != nil else { return nil }
      let probability = SamePersonProbability.probability(model.logOdds(a, b, of: groups))
      let isLost = isLostPart(a, b)
      guard probability >= Self.least || isLost else { return nil }
      let (rowsA, rowsB) = (groups.members[a], groups.members[b])
      guard Set(rowsA.map { frames[$0] }).isDisjoint(with: rowsB.map { frames[$0] }),
        !decided.areAnswered(rowsA, rowsB)
      else { return nil }
      let rival = groups.neighbors[group].first { $0.group != b && persons[$0.group] != nil }
      guard let person = persons[b] else { return nil }
      var suggestion = Suggestion(
        kind: .unassigned, probability: probability, person: person, name: names[person],
        faces: [faces.ids[rowsA[0]]], similarity: neighbor.similarity,
        rival: rival.flatMap { persons[$0.group] }, rivalSimilarity: rival?.similarity)
      suggestion.isLostPart = isLost
      guard let own = persons[a] else { return suggestion }
      if names[own] != nil && names[person] != nil { return nil }
      let (first, second) =
        names[person] != nil || names[own] == nil && person < own
        ? (person, own) : (own, person)
      suggestion.kind = .same
      suggestion.person = first
      suggestion.name = names[first]
      suggestion.other = second
      suggestion.otherName = names[second]
      if let nearest = groups.nearestFaces(a, b) {
        suggestion.faces = [faces.ids[nearest.0], faces.ids[nearest.1]].sorted()
      }
      return suggestion
    }
  }

  /// Whether one of two groups consists of faces that the other's name was given to.
  private func isLostPart(_ a: Int, _ b: Int) -> Bool {
    func has(_ rows: [Int], of person: PersonID?) -> Bool {
      guard let person, names[person] != nil else { return false }
      return rows.contains { decided.seeds[$0]?.person == person.rawValue }
    }
    return has(groups.members[a], of: persons[b]) || has(groups.members[b], of: persons[a])
  }

  private func about(facesOf group: Int) -> [Suggestion] {
    guard let person = persons[group] else { return [] }
    let rows = groups.members[group]
    guard rows.count > 1 else { return [] }
    let membership = MembershipProbability(of: group, in: groups, embeddings, model: model)
    var found: [Suggestion] = []
    let open = rows.contains { !decided.confirmed.contains($0) }
    if rows.count > 3, let parts = membership.parts, parts.smaller.count > 1, open,
      1 - membership.isOne >= Self.least
    {
      found.append(
        Suggestion(
          kind: .mixed, probability: 1 - membership.isOne, person: person, name: names[person],
          faces: parts.smaller.map { faces.ids[$0] },
          similarity: groups.similarity(parts.smaller, parts.larger)))
    }
    guard rows.count > 2 else { return found }
    for (row, probability) in zip(rows, membership.faces)
    where 1 - probability >= Self.least && !decided.confirmed.contains(row) {
      let rival = groups.rival(of: row, in: group)
      found.append(
        Suggestion(
          kind: .misplaced, probability: 1 - probability, person: person, name: names[person],
          faces: [faces.ids[row]], similarity: groups.similarity([row], rows),
          rival: rival.flatMap { persons[$0.group] }, rivalSimilarity: rival?.similarity))
    }
    return found
  }

  /// What is less probable is not asked.
  private static let least = 0.05
}
