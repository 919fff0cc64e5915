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
  private let locator: FaceLocator
  private var groups: PersonGroups
  /// For each group its person; nil for a face of nobody.
  private var persons: [PersonID?]
  /// For each row its group; `nil` for faces of other encoders, about which nothing is asked.
  private var groupOfRow: [Int?]
  private var groupOfPerson: [PersonID: Int]
  private var owners: [PersonID?]
  private var names: [PersonID: String] = [:]
  private var decided = Settled()
  private var revision: DecisionRevision
  /// All decisions that were read.
  private var decisions: [Decision] = []
  /// The suggestions, likeliest first, each with the group it is about; a pair once.
  private var ranked: [Ranked] = []
  /// A suggestion in its place. A pair about which both groups ask is there twice, so that one is left
  /// where the other goes.
  private struct Ranked: Sendable {
    var group: Int
    var suggestion: Suggestion
    /// Whether the same question stands before it.
    var isRepeated = false

    static func < (first: Ranked, second: Ranked) -> Bool {
      let (a, b) = (first.suggestion, second.suggestion)
      if a.isLostPart != b.isLostPart { return a.isLostPart }
      if a.probability != b.probability { return a.probability > b.probability }
      if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
      return (a.person, a.faces.first ?? 0, first.group) < (
        b.person, b.faces.first ?? 0, second.group
      )
    }
  }

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
    let encoder = try storage.encoder()
    model = encoder.samePersonProbability
    frames = PersonFinder.frames(of: faces)
    locator = FaceLocator(faces, hashes: hashes)
    owners = faces.personIDs
    let grouped = FaceGroups(faces.personIDs, among: faces.rows(encodedBy: encoder))
    persons = grouped.persons
    groupOfPerson = grouped.ofPerson
    groupOfRow = grouped.ofRow
    groups = PersonGroups(embeddings, members: grouped.members, jobs: jobs)
    try readDecisions()
    let all = self
    rank(
      parallelMap(count: grouped.members.count, chunk: 16, jobs: jobs) { group in
        all.about(pairsOf: group) + all.about(facesOf: group)
      }.enumerated().flatMap { group, found in found.map { Ranked(group: group, suggestion: $0) } },
      replacing: { _ in false })
  }

  /// The likeliest suggestions of some kinds; first those about parts that somebody with a name lost.
  public func first(_ limit: Int, of kinds: Set<Suggestion.Kind> = Set(Suggestion.Kind.allCases))
    -> [Suggestion]
  {
    Array(
      ranked.lazy.filter { !$0.isRepeated && kinds.contains($0.suggestion.kind) }
        .map(\.suggestion).prefix(max(0, limit)))
  }

  /// How many faces were compared.
  public var faceCount: Int { faces.count }

  /// How many questions of each kind are open.
  public var counts: [Suggestion.Kind: Int] {
    var counts: [Suggestion.Kind: Int] = [:]
    for ranked in ranked where !ranked.isRepeated {
      counts[ranked.suggestion.kind, default: 0] += 1
    }
    return counts
  }

  /// Takes in what was decided since, by whomever. Where faces were added or removed, or all were
  /// clustered anew, a new queue is needed.
  ///
  /// - Complexity: O(faces of new decisions + changed groups · groups + suggestions).
  public mutating func refresh() throws {
    let now = try storage.decisionRevision()
    guard now != revision else { return }
    guard now.isSameClustering(as: revision) else {
      self = try SuggestionQueue(of: storage)
      return
    }
    revision = now
    // Only faces that new or undone decisions name can have become somebody else's.
    let decidedOn = try readDecisions()
    let rows = decidedOn.filter { groupOfRow[$0] != nil }.sorted()
    let after = try storage.personIDs(among: rows.map { faces.ids[$0] })
    var changed: Set<Int> = []
    var members: [Int: [Int]] = [:]
    for row in rows where owners[row] != after[faces.ids[row]] {
      guard let old = groupOfRow[row] else { continue }
      let person = after[faces.ids[row]]
      members[old, default: groups.members[old]].removeAll { $0 == row }
      let new: Int
      if let person, let group = groupOfPerson[person] {
        new = group
      } else {
        new = persons.count
        persons.append(person)
        if let person { groupOfPerson[person] = new }
      }
      let known = new < groups.members.count ? groups.members[new] : []
      members[new, default: known].append(row)
      groupOfRow[row] = new
      owners[row] = person
      changed.formUnion([old, new])
    }
    var touched = changed
    for group in changed.sorted() {
      touched.formUnion(groups.members.indices.contains(group) ? neighbors(of: group) : [])
      groups.set(group, to: (members[group] ?? []).sorted())
      touched.formUnion(neighbors(of: group))
    }
    for row in decidedOn {
      guard let group = groupOfRow[row] else { continue }
      touched.insert(group)
      changed.insert(group)
    }
    // What is asked about the faces of a group hangs on the group, and hardly on its neighbors.
    let fresh = touched.sorted().flatMap { group in
      (about(pairsOf: group) + (changed.contains(group) ? about(facesOf: group) : []))
        .map { Ranked(group: group, suggestion: $0) }
    }
    rank(fresh) { old in
      changed.contains(old.group)
        || touched.contains(old.group) && [.same, .unassigned].contains(old.suggestion.kind)
    }
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

  /// Reads what was decided; returns the rows of the faces of all decisions that are new or were undone
  /// since they were read last.
  @discardableResult
  private mutating func readDecisions() throws -> Set<Int> {
    let before = Dictionary(uniqueKeysWithValues: decisions.map { ($0.id, $0.stands) })
    decisions = try storage.decisions(knowing: decisions)
    let everybody = try storage.persons()
    names = Dictionary(
      uniqueKeysWithValues: everybody.compactMap { person in
        person.shownName.map { (person.id, $0) }
      })
    let all = DecidedFaces(decisions, faces: faces, locator: locator, persons: everybody)
    decided = Settled()
    decided.seeds = all.seeds
    decided.named = all.named
    decided.confirmed = Set(all.confirmations.keys)
    var rows: Set<Int> = []
    for decision in decisions {
      let isNew = before[decision.id] != decision.stands
      let isAnswer =
        decision.stands
        && [.different, .unsure, .reject, .split].contains(decision.content.kind)
      guard isNew || isAnswer else { continue }
      let one = Set(decision.content.faces.filter(\.isSubject).compactMap(locator.row))
      let two = Set(decision.content.faces.filter { !$0.isSubject }.compactMap(locator.row))
      if isNew { rows.formUnion(one.union(two)) }
      guard isAnswer else { continue }
      for row in one.union(two) { decided.answers[row, default: []].insert(decided.sides.count) }
      decided.sides.append((one, two))
    }
    return rows
  }

  /// Puts fresh suggestions in their places among those that stay.
  private mutating func rank(_ fresh: [Ranked], replacing isReplaced: (Ranked) -> Bool) {
    let added = fresh.sorted(by: <)
    var merged: [Ranked] = []
    merged.reserveCapacity(ranked.count + added.count)
    var next = added.startIndex
    for old in ranked where !isReplaced(old) {
      while next < added.endIndex, added[next] < old {
        merged.append(added[next])
        next += 1
      }
      merged.append(old)
    }
    merged += added[next...]
    var seen: Set<PersonPair> = []
    for i in merged.indices {
      let suggestion = merged[i].suggestion
      guard suggestion.kind == .same, let other = suggestion.other else { continue }
      merged[i].isRepeated = !seen.insert(PersonPair(suggestion.person, other)).inserted
    }
    ranked = merged
  }

  private func about(pairsOf group: Int) -> [Suggestion] {
    guard !groups.members[group].isEmpty else { return [] }
    return groups.neighbors[group].compactMap { neighbor -> Suggestion? in
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
