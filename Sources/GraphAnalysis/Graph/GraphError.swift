/// Why a graph could not be made or an algorithm could not run.
public enum GraphError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A node number outside `0..<nodeCount`.
  case unknownNode(Int, nodeCount: Int)
  /// More nodes or edges than 32-bit numbers can tell apart, or fewer than none.
  case invalidSize(of: String, Int)
  /// A weight that is not a finite number.
  case invalidWeight(Double, source: Int, target: Int)
  /// A weight that the algorithm has no meaning for.
  case unsuitableWeight(Double, source: Int, target: Int, algorithm: String, needs: String)
  /// An array whose length does not fit the graph.
  case wrongCount(of: String, given: Int, expected: Int)
  /// A parameter out of its range.
  case invalidParameter(String, value: Double, expected: String)
  /// An iteration that did not settle.
  case noConvergence(algorithm: String, iterations: Int)

  /// What was wrong, with what, and what to do about it.
  public var description: String {
    switch self {
    case .unknownNode(let node, let count):
      count > 0
        ? "There is no node \(node): nodes are numbered 0 to \(count - 1)."
        : "There is no node \(node): the graph is empty."
    case .invalidSize(let what, let count):
      "\(count) is not a possible number of \(what): it must be between 0 and \(Int32.max)."
    case .invalidWeight(let weight, let source, let target):
      "The edge from \(source) to \(target) has weight \(weight): give it a finite number."
    case .unsuitableWeight(let weight, let source, let target, let algorithm, let needs):
      "\(algorithm) needs \(needs), but the edge from \(source) to \(target) has weight "
        + "\(weight): change or leave out this edge, or ignore weights."
    case .wrongCount(let what, let given, let expected):
      "\(given) \(what) were given where \(expected) are needed."
    case .invalidParameter(let name, let value, let expected):
      "\(value) is no valid \(name): it must be \(expected)."
    case .noConvergence(let algorithm, let iterations):
      "\(algorithm) did not settle in \(iterations) iterations: this graph has no single answer."
    }
  }
}
