import Foundation

/// How far apart the faces of different people are, from impostor pairs, and the radius that follows.
///
/// Two faces of one frame are different people (an impostor pair), so every photo with several faces
/// tells how far apart strangers are in this collection, without any label. The middle and the lower half of
/// these distances give a normal distribution; from it follows how often two strangers are within
/// a radius. The larger the collection, the smaller the radius must be.
public struct ImpostorDistances: Sendable, Equatable {
  /// The number of pairs of faces of one frame, or 0 if there were too few to use.
  public let pairs: Int
  /// The median distance of strangers.
  public let median: Double
  /// The standard deviation of the distances below the median.
  public let deviation: Double
  /// The number of faces in the collection.
  public let faces: Int

  /// Fewer pairs than this say too little; then the values of the encoder on press photos are used.
  public static let leastPairs = 30

  /// Measures the pairs of faces within frames. O(n + pairs · log).
  ///
  /// - Parameters:
  ///   - embeddings: The faces.
  ///   - frames: For each face a number that all faces of its frame share, and no others.
  ///   - usual: What is taken where there are too few pairs: the encoder's values on photos of the
  ///     press, by default dlib's.
  /// - Throws: ``ConstraintError`` if there is not one frame for each face.
  public init(
    _ embeddings: EmbeddingMatrix, frames: [Int],
    usual: (median: Double, deviation: Double) = (0.82, 0.093)
  ) throws(ConstraintError) {
    guard frames.count == embeddings.count else {
      throw .wrongCount(what: "frames", expected: embeddings.count, actual: frames.count)
    }
    var members: [Int: [Int]] = [:]
    for (face, frame) in frames.enumerated() { members[frame, default: []].append(face) }
    var distances: [Double] = []
    for frame in members.keys.sorted() {
      let faces = members[frame]!
      for (position, face) in faces.enumerated() {
        for other in faces[..<position] { distances.append(embeddings.distance(other, face)) }
      }
    }
    distances.sort()
    faces = embeddings.count
    if distances.count >= Self.leastPairs {
      pairs = distances.count
      median = distances[distances.count / 2]
      // A tenth of a normal distribution lies more than 1.2816 deviations below its median.
      deviation = (median - distances[distances.count / 10]) / 1.2816
    } else {
      pairs = 0
      median = usual.median
      deviation = usual.deviation
    }
  }

  /// The radius within which a face has `falseNeighbors` strangers on average. O(1).
  ///
  /// - Parameter falseNeighbors: More than 0; the usual 0.01 keeps chains of strangers rare.
  public func radius(falseNeighbors: Double = 0.01) -> Double {
    let share = min(0.5, falseNeighbors / Double(max(1, faces - 1)))
    return max(0.05, median + deviation * normalQuantile(share))
  }
}
