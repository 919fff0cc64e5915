import CaseStore
import Domain
import GraphAnalysis
import GraphFormats

extension CaseGraphs {
  /// One person, everybody seen with that person, and who of them was seen with whom; measures are
  /// those of the whole graph.
  ///
  /// - Throws: `GraphError` where nobody has this ID.
  public func egoGraphDocument(around id: PersonID) throws -> GraphDocument {
    let center = snapshot.persons.firstIndex { $0.id == id } ?? snapshot.persons.count
    let ego = try EgoNetwork(of: people.graph, around: center)
    var graph = try peopleGraphDocument().keeping(
      nodes: ego.subgraph.nodes, edges: ego.subgraph.edges)
    graph.title = "\(snapshot.label(of: center)) and everybody seen with them"
    return graph
  }
}

extension GraphDocument {
  /// The part with these nodes and edges; edges must have both ends among the nodes.
  func keeping(nodes: [Int], edges: [Int]) -> GraphDocument {
    let position = Dictionary(
      uniqueKeysWithValues: nodes.enumerated().map { (Int32($1), Int32($0)) })
    var part = GraphDocument(
      isDirected: isDirected, nodeIDs: nodes.map { nodeIDs[$0] },
      edgeSources: edges.compactMap { position[edgeSources[$0]] },
      edgeTargets: edges.compactMap { position[edgeTargets[$0]] })
    part.title = title
    part.details = details
    part.nodeLabels = nodes.map { nodeLabels[$0] }
    part.nodeColumns = nodeColumns.map { $0.keeping(nodes) }
    part.nodeColors = nodeColors.map { colors in nodes.map { colors[$0] } }
    part.nodeSizes = nodeSizes.map { sizes in nodes.map { sizes[$0] } }
    part.nodePositions = nodePositions.map { positions in nodes.map { positions[$0] } }
    part.edgeIDs = edgeIDs.map { ids in edges.map { ids[$0] } }
    part.edgeWeights = edgeWeights.map { weights in edges.map { weights[$0] } }
    part.edgeColumns = edgeColumns.map { $0.keeping(edges) }
    return part
  }
}

extension AttributeColumn {
  fileprivate func keeping(_ rows: [Int]) -> AttributeColumn {
    let kept: Values =
      switch values {
      case .boolean(let values): .boolean(rows.map { values[$0] })
      case .integer(let values): .integer(rows.map { values[$0] })
      case .double(let values): .double(rows.map { values[$0] })
      case .string(let values): .string(rows.map { values[$0] })
      }
    return AttributeColumn(name, kept)
  }
}
