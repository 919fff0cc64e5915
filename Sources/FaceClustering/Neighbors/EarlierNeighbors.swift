import ParallelLoops

/// The half of neighbor lists that is worth storing: for each face its neighbors among the faces
/// before it.
///
/// The other half mirrors it, and the distances follow from the embeddings. A new face adds a row
/// and changes no other.
///
/// ```swift
/// let stored = EarlierNeighbors(neighbors)
/// let again = try stored.neighbors(of: embeddings, radius: neighbors.radius)  // == neighbors
/// ```
public struct EarlierNeighbors: Sendable, Equatable {
  /// Where each face's earlier neighbors start; one more than faces.
  public let offsets: [Int]
  /// The neighbors' rows, ascending for each face and less than its own.
  public let indices: [Int32]

  /// The half of `neighbors`. O(n + neighbors).
  public init(_ neighbors: RadiusNeighbors) {
    var offsets = [0]
    var indices: [Int32] = []
    offsets.reserveCapacity(neighbors.count + 1)
    indices.reserveCapacity(neighbors.indices.count / 2)
    for face in 0..<neighbors.count {
      indices.append(contentsOf: neighbors[face].prefix { $0 < face })
      offsets.append(indices.count)
    }
    self.offsets = offsets
    self.indices = indices
  }

  /// Takes over rows that were stored. O(n + neighbors).
  ///
  /// - Parameters:
  ///   - offsets: Where each face's earlier neighbors start; one more than faces.
  ///   - indices: The neighbors' rows.
  /// - Throws: ``ParameterError`` if a row is not ascending or not before its face.
  public init(offsets: [Int], indices: [Int32]) throws(ParameterError) {
    guard offsets.first == 0, offsets.last == indices.count,
      zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 }),
      offsets.indices.dropLast().allSatisfy({ face in
        var last: Int32 = -1
        for index in indices[offsets[face]..<offsets[face + 1]] {
          guard index > last, index < face else { return false }
          last = index
        }
        return true
      })
    else {
      throw ParameterError(
        "the stored neighbor list", "damaged", allowed: "made again from the embeddings")
    }
    self.offsets = offsets
    self.indices = indices
  }

  /// The whole lists again. O(n + neighbors) distances.
  ///
  /// - Parameters:
  ///   - embeddings: The faces that the lists were made of, in the same order.
  ///   - radius: The radius that the lists were made with.
  ///   - jobs: The number of threads. The result does not depend on it.
  /// - Throws: ``ParameterError`` if there is not one embedding for each row, or a neighbor is
  ///   farther away than `radius`: then these are lists of other faces.
  public func neighbors(
    of embeddings: EmbeddingMatrix, radius: Double, jobs: Int = allCores
  ) throws(ParameterError) -> RadiusNeighbors {
    let count = offsets.count - 1
    guard embeddings.count == count else {
      throw ParameterError("the number of embeddings", embeddings.count, allowed: "\(count)")
    }
    var earlier = [Float](repeating: 0, count: indices.count)
    earlier.withUnsafeMutableBufferPointer { buffer in
      let shared = SharedBuffer(buffer)
      parallelFor(count: count, chunk: 256, jobs: jobs) { faces, _ in
        for face in faces {
          for k in offsets[face]..<offsets[face + 1] {
            let other = Int(indices[k])
            shared[k] =
              embeddings.isWithin(radius, face, other)
              ? Float(embeddings.distance(face, other)) : .infinity
          }
        }
      }
    }
    guard earlier.allSatisfy(\.isFinite) else {
      throw ParameterError(
        "the stored neighbor list", "of other faces", allowed: "made again from the embeddings")
    }
    var starts = [Int](repeating: 0, count: count + 1)
    for face in 0..<count {
      starts[face + 1] += offsets[face + 1] - offsets[face]
      for other in indices[offsets[face]..<offsets[face + 1]] { starts[Int(other) + 1] += 1 }
    }
    for face in 0..<count { starts[face + 1] += starts[face] }
    var next = starts
    var neighbors = [Int32](repeating: 0, count: starts[count])
    var distances = [Float](repeating: 0, count: starts[count])
    // A face's earlier neighbors come with its own row, before those that rows after it tell.
    for face in 0..<count {
      for k in offsets[face]..<offsets[face + 1] {
        let other = Int(indices[k])
        neighbors[next[face]] = indices[k]
        distances[next[face]] = earlier[k]
        next[face] += 1
        neighbors[next[other]] = Int32(face)
        distances[next[other]] = earlier[k]
        next[other] += 1
      }
    }
    return try RadiusNeighbors(
      stored: radius, offsets: starts, indices: neighbors, distances: distances)
  }
}
