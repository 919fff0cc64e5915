/// Carries the numbers of persons over from one clustering to the next.
///
/// Clusters and previous persons are matched one to one so that as many faces as possible keep
/// their person (a maximum-weight bipartite matching); named persons are matched before others.
/// A cluster without a match gets a number never used before. Faces that are gone count for the
/// cluster in which they would be now.
///
/// What people decided holds whatever the clustering says (`ConstrainedLabels`), and faces that
/// somebody said are a person's, its ``Seed``s, count before all others: the person goes where most
/// of them are. So a person known by name is never without faces as long as one of them is there,
/// and never joins another who is known by name.
///
/// ```swift
/// let matching = PersonMatching(
///   previous: [5, 5, nil, 8], labels: [0, 0, 0, 1], nextPerson: 9)
/// matching.persons  // [5, 5, 5, 8]
/// matching.changes  // [.grown(person: 5, by: 1)]
/// ```
public struct PersonMatching: Sendable, Equatable {
  /// For each face its person, or nil for a face of nobody.
  public let persons: [Int?]
  /// The number that the next new person gets.
  public let nextPerson: Int
  /// What changed, in the order of person numbers. Empty if every face kept its person.
  public let changes: [PersonChange]

  /// A person's face that exists no more.
  public struct RemovedFace: Sendable, Equatable {
    /// Whose face it was.
    public var person: Int
    /// The cluster that the face would be in, negative for none.
    public var label: Int32
    /// Whether it went since the clustering before, which is worth a report.
    public var isRecent: Bool

    /// A face of `person` that is gone.
    public init(person: Int, label: Int32 = -1, isRecent: Bool = true) {
      self.person = person
      self.label = label
      self.isRecent = isRecent
    }
  }

  /// Matches the clusters of `labels` to the persons of `previous`.
  ///
  /// O(faces · log + overlaps · log) in the usual case of few overlaps a person.
  ///
  /// - Parameters:
  ///   - previous: For each face the person it had, or nil for a new face or one of nobody.
  ///   - labels: For each face its cluster, negative for none; as many as in `previous`.
  ///   - nextPerson: The first number never given to a person; raised to more than any in use.
  ///   - named: The persons that have a name and must not disappear.
  ///   - seeds: For each face the person whose somebody said it is, or nil; none if empty. A named
  ///     person without seeds has those of `previous` for seeds.
  ///   - constraints: What else is decided, for all faces; frames are left to clustering. Their
  ///     names, if they have any, are those of `seeds`.
  ///   - removed: The faces that exist no more.
  public init(
    previous: [Int?], labels: [Int32], nextPerson: Int, named: Set<Int> = [], seeds: [Seed?] = [],
    constraints: ClusteringConstraints? = nil, removed: [RemovedFace] = []
  ) {
    precondition(previous.count == labels.count, "one previous person and one label for each face")
    let seeds = Seed.completed(seeds, named: named, previous: previous)
    let labels = ConstrainedLabels(
      labels, constraints: constraints, names: Seed.names(seeds, named: named), previous: previous
    ).labels
    var matching = ClusterMatching(
      previous: previous, labels: labels, named: named, seeds: seeds, removed: removed)
    matching.placeSeeds()
    matching.matchOthers()

    let known = Set(previous.compactMap { $0 }).union(removed.map(\.person)).union(named)
      .union(seeds.compactMap { $0?.person })
    var next = max(nextPerson, (known.max() ?? -1) + 1)
    var number: [Int32: Int] = [:]
    for (index, label) in matching.clusters.enumerated() {
      if let person = matching.person[index] {
        number[label] = person
      } else {
        number[label] = next
        next += 1
      }
    }
    let matched = Set(number.values)
    let clustered = labels.indices.map { face -> Int? in
      if labels[face] >= 0 { return number[labels[face]] }
      guard let person = previous[face], named.contains(person), !matched.contains(person),
        seeds[face] == nil
      else { return nil }
      return person
    }
    persons = Self.placingSeeds(seeds, clustered, constraints?.cannotLink ?? [])
    self.nextPerson = next
    changes = Self.changes(from: previous, to: persons, removed: removed)
  }

  /// Gives seeds that are in no cluster to their persons: that nothing goes with a face is no evidence
  /// against what somebody said of it. Confirmed ones come first.
  private static func placingSeeds(
    _ seeds: [Seed?], _ persons: [Int?], _ cannotLink: [PairDecision]
  ) -> [Int?] {
    var cannotLinks: [Int: [Int]] = [:]
    for link in cannotLink {
      cannotLinks[link.first, default: []].append(link.second)
      cannotLinks[link.second, default: []].append(link.first)
    }
    var persons = persons
    for isConfirmed in [true, false] {
      for (face, seed) in seeds.enumerated() where persons[face] == nil {
        guard let seed, seed.isConfirmed == isConfirmed,
          !(cannotLinks[face] ?? []).contains(where: { persons[$0] == seed.person })
        else { continue }
        persons[face] = seed.person
      }
    }
    return persons
  }

  private static func changes(
    from previous: [Int?], to current: [Int?], removed: [RemovedFace]
  ) -> [PersonChange] {
    struct Flow {
      var faces = 0
      var gained = 0
      var lost = 0
      var from: Set<Int> = []
      var into: Set<Int> = []
    }
    var flows: [Int: Flow] = [:]
    for face in removed where face.isRecent { flows[face.person, default: Flow()].lost += 1 }
    for (old, new) in zip(previous, current) {
      if let new { flows[new, default: Flow()].faces += 1 }
      guard old != new else { continue }
      if let old, let new {
        flows[old, default: Flow()].into.insert(new)
        flows[new, default: Flow()].from.insert(old)
      } else if let new {
        flows[new, default: Flow()].gained += 1
      } else if let old {
        flows[old, default: Flow()].lost += 1
      }
    }
    let before = Set(previous.compactMap { $0 }).union(removed.map(\.person))
    return flows.keys.sorted().flatMap { person -> [PersonChange] in
      let flow = flows[person]!
      var changes: [PersonChange] = []
      if !before.contains(person) { changes.append(.new(person: person, faces: flow.faces)) }
      if before.contains(person), flow.gained > 0 {
        changes.append(.grown(person: person, by: flow.gained))
      }
      if flow.lost > 0, flow.faces > 0 { changes.append(.shrunk(person: person, by: flow.lost)) }
      if before.contains(person), !flow.from.isEmpty {
        changes.append(.merged(person: person, from: flow.from.sorted()))
      }
      if !flow.into.isEmpty, flow.faces > 0 {
        changes.append(.split(person: person, into: flow.into.sorted()))
      }
      if flow.faces == 0 { changes.append(.vanished(person: person)) }
      return changes
    }
  }
}
