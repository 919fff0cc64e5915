import ParallelLoops

/// For every face, all faces within a radius: the exact neighbor lists that clustering stands on.
///
/// The lists are in compressed sparse rows: the neighbors of face `i` are
/// `indices[offsets[i]..<offsets[i + 1]]`, ascending and without `i` itself, and `distances` holds
/// their distances in the same places. If `j` is a neighbor of `i`, then `i` is one of `j`.
///
/// ```swift
/// let neighbors = try RadiusNeighbors(embeddings, radius: 0.36)
/// for j in neighbors[0] { print(j) }
/// ```
///
/// A pair belongs to the lists if the distance in double precision is at most the radius, as in
/// scikit-learn. Memory is O(n + neighbors): 8 bytes a neighbor, and as much again while they
/// are made.
public struct RadiusNeighbors: Sendable, Equatable {
  /// The largest distance of neighbors.
  public let radius: Double
  /// Where each face's neighbors start; one more than faces.
  public let offsets: [Int]
  /// The neighbors' rows.
  public let indices: [Int32]
  /// The neighbors' Euclidean distances.
  public let distances: [Float]

  /// The number of faces.
  public var count: Int { offsets.count - 1 }

  /// The neighbors of face `i`, ascending. O(1).
  public subscript(i: Int) -> ArraySlice<Int32> { indices[offsets[i]..<offsets[i + 1]] }

  /// The number of groups of faces that neighbors connect. O(n + neighbors).
  var componentCount: Int {
    var sets = DisjointSets(count: count)
    for face in 0..<count { for other in self[face] { sets.union(face, Int(other)) } }
    return (0..<count).count { sets.find($0) == $0 }
  }

  /// Finds all pairs within `radius`. O(n²) distances, of which few are computed in full.
  ///
  /// - Parameters:
  ///   - embeddings: The faces.
  ///   - radius: The largest distance of neighbors; greater than 0.
  ///   - jobs: The number of threads. The result does not depend on it.
  ///   - progress: Called now and then, from any thread, with the part done in 0…1.
  /// - Throws: ``ParameterError`` if the radius is not a positive number.
  public init(
    _ embeddings: EmbeddingMatrix, radius: Double, jobs: Int = allCores,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws(ParameterError) {
    try self.init(
      embeddings, from: 0, previous: nil, radius: radius, jobs: jobs, progress: progress)
  }

  /// The lists of these faces and new ones. O(k · n) distances for k new among n faces.
  ///
  /// - Parameters:
  ///   - embeddings: The faces of these lists, in the same order, followed by the new ones.
  ///   - jobs: The number of threads. The result does not depend on it.
  ///   - progress: Called now and then, from any thread, with the part done in 0…1.
  /// - Throws: ``ParameterError`` if there are fewer embeddings than faces in these lists.
  public func extended(
    to embeddings: EmbeddingMatrix, jobs: Int = allCores,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws(ParameterError) -> RadiusNeighbors {
    guard embeddings.count >= count else {
      throw ParameterError(
        "the number of embeddings", embeddings.count, allowed: "at least \(count)")
    }
    return try RadiusNeighbors(
      embeddings, from: count, previous: self, radius: radius, jobs: jobs, progress: progress)
  }

  /// The lists of some of the faces, renumbered in the order of `rows`. O(n + neighbors).
  ///
  /// - Parameter rows: The faces to keep, ascending.
  public func selecting(_ rows: [Int]) -> RadiusNeighbors {
    var position = [Int32](repeating: -1, count: count)
    for (new, old) in rows.enumerated() { position[old] = Int32(new) }
    return filtered(rows: rows) { _, neighbor, _ in position[neighbor] }
  }

  /// The lists of a smaller radius. O(n + neighbors).
  ///
  /// - Parameters:
  ///   - smaller: A radius of at most ``radius``.
  ///   - embeddings: The faces, to decide in double precision at the border.
  /// - Throws: ``ParameterError`` if the radius is not positive or larger than that of the lists.
  public func within(_ smaller: Double, _ embeddings: EmbeddingMatrix) throws(ParameterError)
    -> RadiusNeighbors
  {
    guard smaller > 0, smaller <= radius else {
      throw ParameterError("the radius", smaller, allowed: "greater than 0 and at most \(radius)")
    }
    let border = 1e-6 * smaller
    let lists = filtered(rows: Array(0..<count)) { face, neighbor, distance in
      let distance = Double(distance)
      let inside =
        abs(distance - smaller) > border
        ? distance < smaller : embeddings.isWithin(smaller, face, neighbor)
      return inside ? Int32(neighbor) : -1
    }
    return RadiusNeighbors(
      radius: smaller, offsets: lists.offsets, indices: lists.indices, distances: lists.distances)
  }

  /// Rebuilds lists that were stored. O(n + neighbors).
  ///
  /// - Parameters:
  ///   - radius: The radius the lists were made with.
  ///   - offsets: Where each face's neighbors start; one more than faces.
  ///   - indices: The neighbors' rows, ascending for each face.
  ///   - distances: The neighbors' distances.
  /// - Throws: ``ParameterError`` if the parts do not fit together.
  public init(stored radius: Double, offsets: [Int], indices: [Int32], distances: [Float])
    throws(ParameterError)
  {
    guard offsets.first == 0, offsets.last == indices.count, indices.count == distances.count,
      zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 }),
      indices.allSatisfy({ (0..<Int32(offsets.count - 1)).contains($0) })
    else {
      throw ParameterError(
        "the stored neighbor list", "damaged", allowed: "made again from the embeddings")
    }
    self.init(radius: radius, offsets: offsets, indices: indices, distances: distances)
  }

  private init(radius: Double, offsets: [Int], indices: [Int32], distances: [Float]) {
    self.radius = radius
    self.offsets = offsets
    self.indices = indices
    self.distances = distances
  }

  /// Keeps the rows given and, in them, the neighbors to which `rename` gives a number ≥ 0.
  private func filtered(rows: [Int], _ rename: (Int, Int, Float) -> Int32) -> RadiusNeighbors {
    var offsets = [0]
    var indices: [Int32] = []
    var distances: [Float] = []
    offsets.reserveCapacity(rows.count + 1)
    for row in rows {
      for k in self.offsets[row]..<self.offsets[row + 1] {
        let name = rename(row, Int(self.indices[k]), self.distances[k])
        guard name >= 0 else { continue }
        indices.append(name)
        distances.append(self.distances[k])
      }
      offsets.append(indices.count)
    }
    return RadiusNeighbors(radius: radius, offsets: offsets, indices: indices, distances: distances)
  }

  /// Finds the pairs whose second face is at or after `first` and adds those of `previous`.
  private init(
    _ embeddings: EmbeddingMatrix, from first: Int, previous: RadiusNeighbors?, radius: Double,
    jobs: Int, progress: (@Sendable (Double) -> Void)?
  ) throws(ParameterError) {
    guard radius > 0, radius.isFinite else {
      throw ParameterError("the radius", radius, allowed: "a number greater than 0")
    }
    let count = embeddings.count
    let found = embeddings.nearPairs(within: radius, from: first, jobs: jobs, progress: progress)
    var offsets = [Int](repeating: 0, count: count + 1)
    if let previous { for i in 0..<first { offsets[i + 1] = previous[i].count } }
    for pairs in found {
      for pair in pairs {
        offsets[Int(pair.first) + 1] += 1
        offsets[Int(pair.second) + 1] += 1
      }
    }
    for i in 0..<count { offsets[i + 1] += offsets[i] }
    var next = offsets
    var indices = [Int32](repeating: 0, count: offsets[count])
    var distances = [Float](repeating: 0, count: offsets[count])
    func put(_ neighbor: Int32, in row: Int, _ distance: Float) {
      indices[next[row]] = neighbor
      distances[next[row]] = distance
      next[row] += 1
    }
    if let previous {
      for i in 0..<first {
        for k in previous.offsets[i]..<previous.offsets[i + 1] {
          put(previous.indices[k], in: i, previous.distances[k])
        }
      }
    }
    // Pairs come by their second row: first each row's earlier neighbors, then the later ones.
    for pair in found.joined() { put(pair.first, in: Int(pair.second), pair.distance) }
    for pair in found.joined() { put(pair.second, in: Int(pair.first), pair.distance) }
    self.init(radius: radius, offsets: offsets, indices: indices, distances: distances)
  }
}

extension EmbeddingMatrix {
  /// Whether the distance of two rows is at most `radius`, decided in double precision.
  func isWithin(_ radius: Double, _ i: Int, _ j: Int) -> Bool {
    withUnsafeRows { squaredDistance($0 + i * Self.dimensions, $0 + j * Self.dimensions) }
      <= radius * radius
  }
}
