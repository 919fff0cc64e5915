/// Labels of any clustering, changed as little as must be for the constraints to hold.
///
/// Faces that are one person get the label that most of them have. A cluster that joins people who
/// are known to be different is divided: each name keeps its faces, and since such a cluster is no
/// evidence for anybody else in it, the others fall back to the persons they were.
///
/// Methods that heed constraints never make such a cluster; this holds whatever they do. Frames are
/// left to the methods.
struct ConstrainedLabels {
  /// For each face its cluster, negative for none. Numbers of clusters that were divided are the
  /// largest part's; other parts have numbers of their own.
  private(set) var labels: [Int32]

  private let names: [Int?]
  private let previous: [Int?]
  private var cannotLinks: [Int: Set<Int>] = [:]
  private var next: Int32

  /// Makes `constraints` hold in `labels`. O(n log n + decisions).
  ///
  /// - Parameters:
  ///   - names: For each face the named person whose it is known to be, or nil.
  ///   - previous: For each face the person it was before.
  init(
    _ labels: [Int32], constraints: ClusteringConstraints?, names: [Int?], previous: [Int?]
  ) {
    self.labels = labels
    self.previous = previous
    self.names = names
    next = (labels.max() ?? -1) + 1
    var sets = DisjointSets(count: labels.count)
    for link in constraints?.mustLink ?? [] { sets.union(link.first, link.second) }
    for link in constraints?.cannotLink ?? [] {
      let (a, b) = (sets.find(link.first), sets.find(link.second))
      cannotLinks[a, default: []].insert(b)
      cannotLinks[b, default: []].insert(a)
    }
    var members: [Int: [Int]] = [:]
    for face in labels.indices { members[sets.find(face), default: []].append(face) }
    let units = members.map { Unit(id: $0.key, faces: $0.value) }.sorted { $0.id < $1.id }
    unite(units)
    var clusters: [Int32: [Unit]] = [:]
    for unit in units {
      let label = self.labels[unit.faces[0]]
      if label >= 0 { clusters[label, default: []].append(unit) }
    }
    for (_, units) in clusters.sorted(by: { $0.key < $1.key }) { divide(units) }
  }

  /// Faces that must-links make one person.
  private struct Unit {
    var id: Int
    var faces: [Int]
  }

  /// A part of a cluster that is divided.
  private struct Part {
    var name: Int?
    var previous: Int?
    var units: Set<Int> = []
    var faces: [Int] = []
  }

  private mutating func unite(_ units: [Unit]) {
    for unit in units where unit.faces.count > 1 {
      let label = Self.commonest(unit.faces.map { labels[$0] }.filter { $0 >= 0 }) ?? fresh()
      for face in unit.faces { labels[face] = label }
    }
  }

  private mutating func divide(_ units: [Unit]) {
    let known = Set(units.compactMap(name))
    let ids = Set(units.map(\.id))
    let isTorn = units.contains { !(cannotLinks[$0.id] ?? []).isDisjoint(with: ids) }
    guard known.count > 1 || isTorn else { return }
    let label = labels[units[0].faces[0]]
    var parts: [Part] = []
    // The named come first, then the largest.
    let ordered = units.sorted {
      (name(of: $0) ?? .max, -$0.faces.count, $0.id) < (
        name(of: $1) ?? .max, -$1.faces.count, $1.id
      )
    }
    for unit in ordered {
      let own = name(of: unit)
      let before = Self.commonest(unit.faces.compactMap { previous[$0] })
      // A stranger among several named people is nobody's but for what was known before.
      let isLost = known.count > 1 && own == nil
      if isLost, before == nil, unit.faces.count == 1 {
        labels[unit.faces[0]] = Clustering.noise
        continue
      }
      let place = parts.firstIndex { part in
        guard (cannotLinks[unit.id] ?? []).isDisjoint(with: part.units) else { return false }
        if let own { return part.name == own || part.name == nil && known.count < 2 }
        return isLost ? before != nil && (part.name ?? part.previous) == before : true
      }
      let index = place ?? parts.count
      if place == nil { parts.append(Part(name: own, previous: isLost ? before : nil)) }
      parts[index].name = parts[index].name ?? own
      parts[index].units.insert(unit.id)
      parts[index].faces += unit.faces
    }
    guard
      let largest = parts.indices.max(by: {
        (parts[$0].faces.count, -$0) < (parts[$1].faces.count, -$1)
      })
    else { return }
    for (index, part) in parts.enumerated() {
      let number = index == largest ? label : fresh()
      for face in part.faces { labels[face] = number }
    }
  }

  private func name(of unit: Unit) -> Int? {
    for face in unit.faces { if let name = names[face] { return name } }
    return nil
  }

  private mutating func fresh() -> Int32 {
    defer { next += 1 }
    return next
  }

  /// The value that is there most often, the least of several.
  private static func commonest<Value: Comparable & Hashable>(_ values: [Value]) -> Value? {
    var counts: [Value: Int] = [:]
    for value in values { counts[value, default: 0] += 1 }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }
}
