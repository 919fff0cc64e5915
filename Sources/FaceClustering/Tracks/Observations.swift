/// What is clustered: single faces, and the tracks of videos, each of which is one observation however
/// many frames it has. So a long video weighs no more than the photos beside it.
///
/// A track's embedding is the mean of its faces', weighted by their quality. Two observations whose
/// spans of frames overlap are two people.
///
/// ```swift
/// let observations = Observations(
///   of: embeddings, tracks: [nil, 4, 4], qualities: [0.5, 0.6, 0.7], frames: [0, 1, 2])
/// observations.members  // [[0], [1, 2]]
/// ```
public struct Observations: Sendable {
  /// The faces of each observation, rising; observations are ordered by their first face.
  public let members: [[Int]]
  /// One row an observation.
  public let embeddings: EmbeddingMatrix
  /// How good each is, 0…1: a face's own quality, a track's weighted mean.
  public let qualities: [Float]
  /// From which to which frame each reaches.
  public let spans: [ClosedRange<Int>]

  /// A track of lower quality forms no person, though it may join one.
  public static let leastQuality: Float = 0.3

  /// Gathers faces into observations. O(n).
  ///
  /// - Parameters:
  ///   - embeddings: All faces.
  ///   - rows: The faces that count, rising; all where `nil`.
  ///   - tracks: For each face a number that all faces of its track share, and no others.
  ///   - qualities: For each face how good it is, 0…1.
  ///   - frames: For each face the number of its frame; frames of one video are numbered in the order
  ///     of time, without those of other videos among them.
  public init(
    of embeddings: EmbeddingMatrix, rows: [Int]? = nil, tracks: [Int?], qualities: [Float],
    frames: [Int]
  ) {
    var members: [[Int]] = []
    var place: [Int: Int] = [:]
    for row in rows ?? Array(0..<embeddings.count) {
      if let track = tracks[row] {
        if let known = place[track] {
          members[known].append(row)
          continue
        }
        place[track] = members.count
      }
      members.append([row])
    }
    let dimensions = EmbeddingMatrix.dimensions
    var values: [Float] = []
    values.reserveCapacity(members.count * dimensions)
    for group in members {
      guard group.count > 1 else {
        values.append(contentsOf: embeddings[group[0]])
        continue
      }
      var mean = [Double](repeating: 0, count: dimensions)
      var total = 0.0
      for row in group {
        let weight = Self.weight(qualities[row])
        total += weight
        for (k, value) in embeddings[row].enumerated() { mean[k] += weight * Double(value) }
      }
      // As long as its faces are, so that distances mean the same; faces that cancel each other out
      // have no direction, and the first stands for them.
      let length = Self.length(mean) / total
      let usual =
        group.reduce(0.0) { sum, row in
          sum + Self.weight(qualities[row]) * Self.length(embeddings[row].map { Double($0) })
        } / total
      values.append(
        contentsOf: length > 1e-6 * usual
          ? mean.map { Float($0 / total * usual / length) }[...] : embeddings[group[0]])
    }
    self.members = members
    self.embeddings = EmbeddingMatrix(checked: values)
    self.qualities = members.map { group in
      guard group.count > 1 else { return qualities[group[0]] }
      let weights = group.map { Self.weight(qualities[$0]) }
      let sum = zip(group, weights).reduce(0.0) { $0 + Double(qualities[$1.0]) * $1.1 }
      return Float(sum / weights.reduce(0, +))
    }
    spans = members.map { group in
      let own = group.map { frames[$0] }
      return (own.min() ?? 0)...(own.max() ?? 0)
    }
  }

  /// How many there are.
  public var count: Int { members.count }

  /// Whether an observation is a track of too little quality to form a person.
  public func isPoor(_ observation: Int, tracks: [Int?]) -> Bool {
    tracks[members[observation][0]] != nil && qualities[observation] < Self.leastQuality
  }

  /// Whether an observation is enough for a person of its own: a good track of several frames.
  public func isPerson(_ observation: Int, leastFaces: Int = 2) -> Bool {
    members[observation].count >= max(2, leastFaces) && qualities[observation] >= Self.leastQuality
  }

  private static func length(_ vector: [Double]) -> Double {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// Faces without quality count a little.
  private static func weight(_ quality: Float) -> Double { max(0.001, Double(quality)) }
}

extension Observations {
  /// What `constraints` of all faces mean for some observations. No observation may hold faces that
  /// are to be kept apart: see ``DetachedFaces``.
  ///
  /// - Parameters:
  ///   - chosen: The observations, in the order in which they will be clustered.
  ///   - constraints: Of the faces; where these have frames, observations whose spans overlap are
  ///     different people.
  /// - Throws: ``ConstraintError`` where constraints of the faces contradict each other.
  public func constraints(_ chosen: [Int], from constraints: ClusteringConstraints)
    throws(ConstraintError) -> ClusteringConstraints
  {
    var place = [Int](repeating: -1, count: constraints.faceCount)
    for (i, observation) in chosen.enumerated() {
      for row in members[observation] { place[row] = i }
    }
    func gathered(_ pairs: [PairDecision], withinOne: Bool) -> [PairDecision] {
      pairs.compactMap { pair in
        let (a, b) = (place[pair.first], place[pair.second])
        guard a >= 0, b >= 0, a != b || withinOne else { return nil }
        return PairDecision(a, b, name: pair.name)
      }
    }
    let names = constraints.names.map { names in
      chosen.map { members[$0].lazy.compactMap { names[$0] }.first }
    }
    return try ClusteringConstraints(
      faceCount: chosen.count, spans: constraints.frames.map { _ in chosen.map { spans[$0] } },
      mustLink: gathered(constraints.mustLink, withinOne: true),
      cannotLink: gathered(constraints.cannotLink, withinOne: true), names: names)
  }
}
