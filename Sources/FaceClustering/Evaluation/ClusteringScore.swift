/// How well a clustering agrees with labels that people gave.
///
/// Only labeled faces count; a face in no cluster counts as a cluster of its own. Pairwise figures
/// ask of every two faces whether they are rightly together or apart; BCubed figures are averages
/// over faces, so that large persons do not dominate. Precision falls with false merges, recall
/// with misses. All are 1 where there is nothing to judge.
///
/// Reference: Amigó, Gonzalo, Artiles, Verdejo, "A Comparison of Extrinsic Clustering Evaluation
/// Metrics Based on Formal Constraints", Information Retrieval 12, 2009.
public struct ClusteringScore: Sendable, Equatable {
  /// Precision, recall, and their harmonic mean.
  public struct Figures: Sendable, Equatable {
    /// The share of what was put together that belongs together.
    public let precision: Double
    /// The share of what belongs together that was put together.
    public let recall: Double
    /// The harmonic mean of precision and recall.
    public var f: Double {
      precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
    }
  }

  /// Two people mixed up in one cluster.
  public struct Confusion: Sendable, Equatable {
    /// The label of one person, the smaller.
    public let first: Int
    /// The label of the other.
    public let second: Int
    /// The number of pairs of faces wrongly together.
    public let pairs: Int
  }

  /// The number of labeled faces.
  public let faces: Int
  /// Over pairs of labeled faces.
  public let pairwise: Figures
  /// Averages over labeled faces.
  public let bCubed: Figures
  /// The share of labeled faces that have the most frequent label of their cluster.
  public let purity: Double
  /// The share of same-frame pairs of faces, labeled or not, that are in one cluster; nil without
  /// frames. Each is a false merge, unless a frame may show a person twice.
  public let sameFrameImpurity: Double?
  /// The people most mixed up, worst first; at most as many as asked for.
  public let confusions: [Confusion]

  /// Compares `labels` with `truth`. O(n log n).
  ///
  /// - Parameters:
  ///   - labels: For each face its cluster, negative for none.
  ///   - truth: For each face the label of its person, or nil if it has none.
  ///   - frames: For each face a number that all faces of its frame share, and no others.
  ///   - worst: How many confusions to list.
  /// - Throws: ``ConstraintError`` if the lists differ in length.
  public init(labels: [Int32], truth: [Int?], frames: [Int]? = nil, worst: Int = 10)
    throws(ConstraintError)
  {
    guard truth.count == labels.count else {
      throw .wrongCount(what: "true labels", expected: labels.count, actual: truth.count)
    }
    if let frames, frames.count != labels.count {
      throw .wrongCount(what: "frames", expected: labels.count, actual: frames.count)
    }
    var cells: [Int: [Int: Int]] = [:]
    var people: [Int: Int] = [:]
    for (face, person) in truth.enumerated() {
      guard let person else { continue }
      // A face in no cluster gets a number that no cluster has.
      let cluster = labels[face] >= 0 ? Int(labels[face]) : -1 - face
      cells[cluster, default: [:]][person, default: 0] += 1
      people[person, default: 0] += 1
    }
    func pairs(_ n: Int) -> Int { n * (n - 1) / 2 }
    var together = 0
    var right = 0
    var precise = 0.0
    var recalled = 0.0
    var pure = 0
    var mixed: [[Int]: Int] = [:]
    for cluster in cells.keys.sorted() {
      let cell = cells[cluster]!.sorted { $0.key < $1.key }
      let size = cell.reduce(0) { $0 + $1.value }
      together += pairs(size)
      pure += cell.map(\.value).max() ?? 0
      for (position, (person, count)) in cell.enumerated() {
        right += pairs(count)
        precise += Double(count) * Double(count) / Double(size)
        recalled += Double(count) * Double(count) / Double(people[person]!)
        for (other, others) in cell[..<position] {
          mixed[[other, person], default: 0] += count * others
        }
      }
    }
    let count = people.values.reduce(0, +)
    let belonging = people.values.reduce(0) { $0 + pairs($1) }
    func share(_ part: Double, _ whole: Int) -> Double { whole > 0 ? part / Double(whole) : 1 }
    faces = count
    pairwise = Figures(
      precision: share(Double(right), together), recall: share(Double(right), belonging))
    bCubed = Figures(precision: share(precise, count), recall: share(recalled, count))
    purity = share(Double(pure), count)
    sameFrameImpurity = frames.map { Self.impurity(labels, $0) }
    confusions = mixed.map { Confusion(first: $0.key[0], second: $0.key[1], pairs: $0.value) }
      .sorted { (-$0.pairs, $0.first, $0.second) < (-$1.pairs, $1.first, $1.second) }
      .prefix(max(0, worst)).map { $0 }
  }

  private static func impurity(_ labels: [Int32], _ frames: [Int]) -> Double {
    var members: [Int: [Int32]] = [:]
    for (face, frame) in frames.enumerated() { members[frame, default: []].append(labels[face]) }
    var all = 0
    var joined = 0
    for faces in members.values {
      all += faces.count * (faces.count - 1) / 2
      var sizes: [Int32: Int] = [:]
      for label in faces where label >= 0 { sizes[label, default: 0] += 1 }
      joined += sizes.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
    }
    return all > 0 ? Double(joined) / Double(all) : 0
  }
}
