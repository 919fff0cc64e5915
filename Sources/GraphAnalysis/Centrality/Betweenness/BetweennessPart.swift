import ParallelLoops

/// A part of a graph in which betweenness can be computed by itself, made smaller without changing
/// the result.
///
/// - *Cut apart.* A shortest path between nodes of different biconnected components passes through
///   the articulation points between them. So every component is a part of its own, in which an
///   articulation point stands for itself and all nodes behind it: its `reach`.
/// - *Equal nodes merged.* Nodes with the same neighbors (adjacent or not) lie on the same paths.
///   They become one class; a path through the class can take any of its members.
/// - *Ends not searched.* No shortest path passes through a node whose neighbors all know each
///   other, such as somebody seen in one picture only.
///
/// With lengths, or directions, nodes are not merged; with directions, nothing is cut apart.
struct BetweennessPart: Sendable {
  /// The nodes of the part.
  let nodes: [Int32]
  /// The class of each of `nodes`.
  let classOfNode: [Int32]
  /// How many nodes the members of each class stand for, themselves included.
  let reach: [Double]
  /// The sum of the squares of what each member stands for.
  let squaredReach: [Double]
  /// The number of members of each class.
  let multiplicity: [Double]
  /// Whether all neighbors of the class are neighbors of each other.
  let isEnd: [Bool]
  /// The classes next to each class.
  let offsets: [Int]
  let targets: [Int32]
  /// The length of each arc; nil if all are 1.
  let lengths: [Double]?
  /// Whether the members of a class are not adjacent.
  let isIndependent: [Bool]

  var classCount: Int { reach.count }

  /// The sources in chunks that are made independently: few enough for the memory of their
  /// results, enough for many threads, and dependent on the part only.
  var sourceChunks: [Range<Int>] {
    let lanes = BatchedBrandes.Lanes.scalarCount
    let chunk = max(1, (classCount + 64 * lanes - 1) / (64 * lanes)) * lanes
    return stride(from: 0, to: classCount, by: chunk).map { $0..<min(classCount, $0 + chunk) }
  }
}
