import GraphAnalysis
import GraphFormats

extension Graph {
  /// The nodes and edges of a document; the weights of parallel edges add up.
  ///
  /// - Throws: `GraphError` for weights that are not finite.
  init(of document: GraphDocument) throws {
    try self.init(
      nodeCount: document.nodeCount, isDirected: document.isDirected,
      edges: document.edgeSources.indices.lazy.map { edge in
        (
          Int(document.edgeSources[edge]), Int(document.edgeTargets[edge]),
          document.edgeWeights?[edge] ?? 1
        )
      })
  }
}
