/// Which person each cluster is: first those with seeds, then, by the faces they had, the others.
struct ClusterMatching {
  /// The clusters' labels, rising.
  let clusters: [Int32]
  /// For each cluster the person it is; nil for somebody new.
  private(set) var person: [Int?]

  private let named: Set<Int>
  private let faceCount: Int
  /// For each person how many faces it had in which cluster.
  private var overlap: [Int: [Int: Int]] = [:]
  /// For each person how many seeds it has in which cluster, and how many of these are confirmed.
  private var seeds: [Int: [Int: (all: Int, confirmed: Int)]] = [:]
  /// For each cluster the named person whose faces are in it, if any.
  private var name: [Int?]

  init(
    previous: [Int?], labels: [Int32], named: Set<Int>, seeds: [Seed?],
    removed: [PersonMatching.RemovedFace]
  ) {
    self.named = named
    faceCount = previous.count + removed.count
    clusters = Set(labels.filter { $0 >= 0 }).sorted()
    let index = Dictionary(uniqueKeysWithValues: zip(clusters, 0...))
    person = [Int?](repeating: nil, count: clusters.count)
    name = person
    for face in labels.indices {
      guard let cluster = index[labels[face]] else { continue }
      if let old = previous[face] { overlap[old, default: [:]][cluster, default: 0] += 1 }
      guard let seed = seeds[face] else { continue }
      self.seeds[seed.person, default: [:]][cluster, default: (0, 0)].all += 1
      if seed.isConfirmed { self.seeds[seed.person]![cluster]!.confirmed += 1 }
      if named.contains(seed.person) { name[cluster] = seed.person }
    }
    for face in removed {
      guard let cluster = index[face.label] else { continue }
      overlap[face.person, default: [:]][cluster, default: 0] += 1
    }
  }

  /// Gives each person with seeds the free cluster that has most of them, the named first.
  mutating func placeSeeds() {
    let order = seeds.keys.sorted {
      (named.contains($0) ? 0 : 1, $0) < (named.contains($1) ? 0 : 1, $1)
    }
    for owner in order {
      func rank(_ cluster: Int) -> [Int] {
        let count = seeds[owner]![cluster]!
        return [count.confirmed, count.all, overlap[owner]?[cluster] ?? 0, -cluster]
      }
      let free = seeds[owner]!.keys.filter { person[$0] == nil && mayBe($0, owner) }
      guard let best = free.max(by: { rank($0).lexicographicallyPrecedes(rank($1)) }) else {
        continue
      }
      person[best] = owner
    }
  }

  /// Matches the persons and clusters that are left, so that as many faces as possible keep their
  /// person. One face of a named person outweighs all faces of unnamed ones.
  mutating func matchOthers() {
    let taken = Set(person.compactMap { $0 })
    let old = overlap.keys.filter { !taken.contains($0) }.sorted()
    let edges = old.map { owner in
      overlap[owner]!.sorted { $0.key < $1.key }.compactMap {
        cluster, faces -> MaximumWeightMatching.Edge? in
        guard person[cluster] == nil, mayBe(cluster, owner) else { return nil }
        return MaximumWeightMatching.Edge(
          target: cluster, weight: named.contains(owner) ? faces + faceCount : faces)
      }
    }
    let match = MaximumWeightMatching(edges: edges, targets: clusters.count).source
    for (cluster, source) in match.enumerated() {
      if let source { person[cluster] = old[source] }
    }
  }

  /// Whether nobody else's name forbids that `cluster` is `owner`. Where a named person's faces fell
  /// apart, the smaller parts may be somebody unnamed.
  private func mayBe(_ cluster: Int, _ owner: Int) -> Bool {
    guard named.contains(owner), let name = name[cluster] else { return true }
    return name == owner
  }
}
