/// Carries the numbers of persons over from one clustering to the next.
///
/// Clusters and previous persons are matched one to one so that as many faces as possible keep
/// their person (a maximum-weight bipartite matching); named persons are matched before others.
/// A cluster without a match gets a number never used before. A named person without a match keeps
/// those of its faces that no cluster took. Faces that are gone count for the cluster in which they
/// would be now.
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
  /// O(faces + overlaps · log) in the usual case of few overlaps a person.
  ///
  /// - Parameters:
  ///   - previous: For each face the person it had, or nil for a new face or one of nobody.
  ///   - labels: For each face its cluster, negative for none; as many as in `previous`.
  ///   - nextPerson: The first number never given to a person; raised to more than any in use.
  ///   - named: The persons that have a name and must not disappear.
  ///   - removed: The faces that exist no more.
  public init(
    previous: [Int?], labels: [Int32], nextPerson: Int, named: Set<Int> = [],
    removed: [RemovedFace] = []
  ) {
    precondition(previous.count == labels.count, "one previous person and one label for each face")
    let known = Set(previous.compactMap { $0 }).union(removed.map(\.person)).union(named)
    var next = max(nextPerson, (known.max() ?? -1) + 1)

    let clusters = Set(labels.filter { $0 >= 0 }).sorted()
    let old = Set(previous.compactMap { $0 }).union(removed.map(\.person)).sorted()
    let oldIndex = Dictionary(uniqueKeysWithValues: zip(old, 0...))
    let clusterIndex = Dictionary(uniqueKeysWithValues: zip(clusters, 0...))
    var overlap = [[Int: Int]](repeating: [:], count: old.count)
    for (person, label) in zip(previous, labels) where label >= 0 {
      if let person { overlap[oldIndex[person]!][clusterIndex[label]!, default: 0] += 1 }
    }
    for face in removed {
      guard let cluster = clusterIndex[face.label] else { continue }
      overlap[oldIndex[face.person]!][cluster, default: 0] += 1
    }
    // One face of a named person outweighs all faces of unnamed ones.
    let weights = zip(old, overlap).map { person, row in
      row.map { cluster, faces in
        MaximumWeightMatching.Edge(
          target: cluster,
          weight: named.contains(person) ? faces + previous.count + removed.count : faces)
      }.sorted { $0.target < $1.target }
    }
    let match = MaximumWeightMatching(edges: weights, targets: clusters.count).source

    var number: [Int32: Int] = [:]
    for (index, label) in clusters.enumerated() {
      if let source = match[index] {
        number[label] = old[source]
      } else {
        number[label] = next
        next += 1
      }
    }
    let matched = Set(number.values)
    persons = zip(previous, labels).map { person, label in
      if label >= 0 { return number[label] }
      guard let person, named.contains(person), !matched.contains(person) else { return nil }
      return person
    }
    self.nextPerson = next
    changes = Self.changes(from: previous, to: persons, removed: removed)
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
