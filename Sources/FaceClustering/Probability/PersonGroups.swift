import ParallelLoops

/// Groups of faces, how similar each is to every other, and which are most similar.
///
/// The similarity of two groups is the mean cosine of their faces' directions, as average linkage has
/// it: the product of the groups' mean unit vectors.
public struct PersonGroups: Sendable {
  /// A group and how similar it is.
  public struct Neighbor: Sendable, Equatable {
    /// The number of the group.
    public var group: Int
    /// The similarity, −1…1.
    public var similarity: Double
  }

  /// How many neighbors of each group are known.
  public static let neighborCount = 11

  /// The rows of each group's faces; none for a group that is gone.
  public private(set) var members: [[Int]]
  /// The groups most similar to each, most similar first.
  public private(set) var neighbors: [[Neighbor]]
  /// The number of groups with faces.
  public private(set) var count: Int

  private let embeddings: EmbeddingMatrix
  private var means: [Float]

  /// Compares all groups with each other.
  ///
  /// O(groups² · dimensions), on `jobs` threads.
  ///
  /// - Parameters:
  ///   - embeddings: The faces; only their directions count.
  ///   - members: The rows of each group's faces, one at least.
  ///   - jobs: The number of threads. The result does not depend on it.
  public init(_ embeddings: EmbeddingMatrix, members: [[Int]], jobs: Int = allCores) {
    self.embeddings = embeddings.normalized()
    self.members = members
    count = members.count
    means = []
    means.reserveCapacity(members.count * EmbeddingMatrix.dimensions)
    neighbors = []
    for rows in members { means += mean(rows) }
    let all = self
    let tile = Self.tile
    let lists = parallelMap(count: (members.count + tile - 1) / tile, jobs: jobs) { k in
      all.nearest(to: k * tile..<min(members.count, (k + 1) * tile))
    }
    neighbors = Array(lists.joined())
  }

  /// The similarity of two groups. O(dimensions).
  public func similarity(_ a: Int, _ b: Int) -> Double {
    means.withUnsafeBufferPointer { means in
      Double(dot(means.baseAddress! + a * Self.width, means.baseAddress! + b * Self.width))
    }
  }

  /// The mean similarity of some faces to some others; a face is not compared with itself.
  public func similarity(_ rows: [Int], _ others: [Int]) -> Double {
    let (a, b) = (mean(rows), mean(others))
    let shared = Set(rows).intersection(others).count
    let sum =
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in Double(dot(a.baseAddress!, b.baseAddress!)) }
      } * Double(rows.count * others.count) - Double(shared)
    let pairs = rows.count * others.count - shared
    return pairs > 0 ? sum / Double(pairs) : 1
  }

  /// The group most similar to a face among the neighbors of its group. O(dimensions).
  public func rival(of row: Int, in group: Int) -> Neighbor? {
    var best: Neighbor?
    embeddings.withUnsafeRows { rows in
      means.withUnsafeBufferPointer { means in
        for other in neighbors[group] {
          let similarity = Double(
            dot(rows + row * Self.width, means.baseAddress! + other.group * Self.width))
          if similarity > best?.similarity ?? -2 {
            best = Neighbor(group: other.group, similarity: similarity)
          }
        }
      }
    }
    return best
  }

  /// The pair of faces of two groups that look most alike, among the first `limit` of each.
  public func nearestFaces(_ a: Int, _ b: Int, limit: Int = 64) -> (Int, Int, similarity: Double)? {
    var best: (Int, Int, similarity: Double)?
    embeddings.withUnsafeRows { rows in
      for i in members[a].prefix(limit) {
        for j in members[b].prefix(limit) {
          let similarity = Double(dot(rows + i * Self.width, rows + j * Self.width))
          if similarity > best?.similarity ?? -2 { best = (i, j, similarity) }
        }
      }
    }
    return best
  }

  /// How densely other groups stand around a group: the mean similarity of its neighbors but for the
  /// first, who may be the same person.
  public func hubness(_ group: Int) -> Double {
    let others = neighbors[group].dropFirst()
    guard !others.isEmpty else { return neighbors[group].first?.similarity ?? 0 }
    return others.reduce(0) { $0 + $1.similarity } / Double(others.count)
  }

  /// Gives a group other faces, or none, or with the number of groups a new one these faces.
  ///
  /// O(groups · dimensions): only this group is compared anew. Whoever had it for a neighbor and has
  /// it no more knows one neighbor less.
  public mutating func set(_ group: Int, to rows: [Int]) {
    if group == members.count {
      members.append([])
      neighbors.append([])
      means += [Float](repeating: 0, count: Self.width)
    }
    count += (rows.isEmpty ? 0 : 1) - (members[group].isEmpty ? 0 : 1)
    members[group] = rows
    let new = rows.isEmpty ? [Float](repeating: 0, count: Self.width) : mean(rows)
    means.replaceSubrange(group * Self.width..<(group + 1) * Self.width, with: new)
    neighbors[group] = rows.isEmpty ? [] : nearest(to: group)
    for other in members.indices where other != group && !members[other].isEmpty {
      if let place = neighbors[other].firstIndex(where: { $0.group == group }) {
        neighbors[other].remove(at: place)
      }
      guard !rows.isEmpty else { continue }
      let similarity = similarity(group, other)
      let place = neighbors[other].firstIndex { $0.similarity < similarity }
      if let place {
        neighbors[other].insert(Neighbor(group: group, similarity: similarity), at: place)
        if neighbors[other].count > Self.neighborCount { neighbors[other].removeLast() }
      } else if neighbors[other].count < Self.neighborCount {
        neighbors[other].append(Neighbor(group: group, similarity: similarity))
      }
    }
  }

  private static let width = EmbeddingMatrix.dimensions

  private func mean(_ rows: [Int]) -> [Float] {
    var sum = [Double](repeating: 0, count: Self.width)
    for row in rows {
      for (k, value) in embeddings[row].enumerated() { sum[k] += Double(value) }
    }
    return sum.map { Float($0 / Double(rows.count)) }
  }

  /// The most similar groups, ties by number.
  private func nearest(to group: Int) -> [Neighbor] { nearest(to: group..<group + 1)[0] }

  /// The same for several groups at once, which are compared with each other group while it is at hand.
  private func nearest(to groups: Range<Int>) -> [[Neighbor]] {
    var best = [[Neighbor]](repeating: [], count: groups.count)
    var least = [Float](repeating: -2, count: groups.count)
    means.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for other in members.indices where !members[other].isEmpty {
        let row = base + other * Self.width
        for (i, group) in groups.enumerated() {
          let product = dot(base + group * Self.width, row)
          guard product > least[i] || best[i].count < Self.neighborCount, other != group else {
            continue
          }
          let similarity = Double(product)
          let place = best[i].firstIndex { $0.similarity < similarity } ?? best[i].count
          best[i].insert(Neighbor(group: other, similarity: similarity), at: place)
          if best[i].count > Self.neighborCount { best[i].removeLast() }
          if best[i].count == Self.neighborCount {
            least[i] = Float(best[i][Self.neighborCount - 1].similarity)
          }
        }
      }
    }
    return best
  }

  /// How many groups are compared at once: their rows stay in the first-level cache.
  private static let tile = 16
}

/// The inner product of two rows, in a fixed order.
@inline(__always)
private func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>) -> Float {
  var sum = SIMD16<Float>()
  var i = 0
  while i < EmbeddingMatrix.dimensions {
    let x = UnsafeRawPointer(a + i).loadUnaligned(as: SIMD16<Float>.self)
    let y = UnsafeRawPointer(b + i).loadUnaligned(as: SIMD16<Float>.self)
    sum += x * y
    i += 16
  }
  return sum.sum()
}
