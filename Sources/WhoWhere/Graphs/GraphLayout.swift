import GraphAnalysis
import GraphFormats

/// Where the nodes of an exported graph stand, so that it opens in order instead of in a heap.
enum GraphLayout {
  /// A place for every node, about as far apart as Gephi's own layouts put them.
  ///
  /// - Complexity: O(nodes log nodes + edges) a step; large graphs get fewer steps.
  static func positions(of graph: Graph, jobs: Int) throws -> [Position] {
    let steps = max(20, min(400, 2_000_000 / max(1, graph.nodeCount)))
    return try ForceAtlas2(iterations: steps, jobs: jobs).positions(of: graph).map {
      // A tenth of a unit is finer than anybody sees, and keeps files small.
      Position(x: ($0.x * 10).rounded() / 10, y: ($0.y * 10).rounded() / 10)
    }
  }
}
