import GraphAnalysis
import GraphFormats

/// Where the nodes of an exported graph stand, so that it opens in order instead of in a heap.
enum GraphLayout {
  /// The layout knows nothing of the sizes that nodes are drawn with; this makes room for them.
  private static let spread = 8.0

  /// A place for every node, far enough apart for the sizes that exports give to nodes.
  ///
  /// - Complexity: O(nodes log nodes + edges) a step; large graphs get fewer steps.
  static func positions(of graph: Graph, jobs: Int) throws -> [Position] {
    let steps = max(20, min(400, 2_000_000 / max(1, graph.nodeCount)))
    let positions = try ForceAtlas2(iterations: steps, jobs: jobs).positions(of: graph)
    return ComponentPacking().positions(positions, of: graph).map {
      // Finer than a unit nobody sees, and files stay small.
      Position(x: ($0.x * spread).rounded(), y: ($0.y * spread).rounded())
    }
  }
}
