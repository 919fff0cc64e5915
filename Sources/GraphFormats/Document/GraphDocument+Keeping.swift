extension GraphDocument {
  /// The graph of some of its nodes, in the order given, and all edges between them, or those of
  /// `edges` that are between them. O(nodes + edges).
  ///
  /// - Parameters:
  ///   - nodes: Nodes of the graph, each once; all where it is `nil`.
  ///   - edges: Edges of the graph, which may come several times; identifiers of edges go then.
  package func keeping(nodes: [Int]? = nil, edges: [Int]? = nil) -> GraphDocument {
    var part = self
    if let nodes {
      var numbers = [Int32](repeating: -1, count: nodeCount)
      for (number, node) in nodes.enumerated() { numbers[node] = Int32(number) }
      part.nodeIDs = nodes.map { nodeIDs[$0] }
      part.nodeLabels = nodes.map { nodeLabels[$0] }
      part.nodeColumns = nodeColumns.map { $0.keeping(nodes) }
      part.nodeColors = nodeColors.map { values in nodes.map { values[$0] } }
      part.nodeSizes = nodeSizes.map { values in nodes.map { values[$0] } }
      part.nodePositions = nodePositions.map { values in nodes.map { values[$0] } }
      part.nodeShapes = nodeShapes.map { values in nodes.map { values[$0] } }
      part.nodeParents = nodeParents.map { parents in
        nodes.map { node in
          parents[node].flatMap { numbers[Int($0)] < 0 ? nil : numbers[Int($0)] }
        }
      }
      part.nodeSpells = nodeSpells.map { spells in SpellColumn(nodes.lazy.map { Array(spells[$0]) })
      }
      part.edgeSources = edgeSources.map { numbers[Int($0)] }
      part.edgeTargets = edgeTargets.map { numbers[Int($0)] }
      return part.keeping(
        edges: (edges ?? Array(0..<edgeCount)).filter {
          part.edgeSources[$0] >= 0 && part.edgeTargets[$0] >= 0
        })
    }
    guard let edges else { return part }
    part.edgeSources = edges.map { part.edgeSources[$0] }
    part.edgeTargets = edges.map { part.edgeTargets[$0] }
    part.edgeIDs = edgeIDs.map { ids in edges.map { ids[$0] } }
    part.edgeLabels = edgeLabels.map { values in edges.map { values[$0] } }
    part.edgeWeights = edgeWeights.map { values in edges.map { values[$0] } }
    part.edgeColumns = edgeColumns.map { $0.keeping(edges) }
    part.edgeColors = edgeColors.map { values in edges.map { values[$0] } }
    part.edgeThicknesses = edgeThicknesses.map { values in edges.map { values[$0] } }
    part.edgeShapes = edgeShapes.map { values in edges.map { values[$0] } }
    part.edgeKinds = edgeKinds.map { values in edges.map { values[$0] } }
    part.edgeSpells = edgeSpells.map { spells in SpellColumn(edges.lazy.map { Array(spells[$0]) }) }
    return part
  }
}

extension AttributeColumn {
  /// The column of the items `items`, in their order.
  func keeping(_ items: [Int]) -> AttributeColumn {
    let part: Values =
      switch values {
      case .boolean(let values): .boolean(items.map { values[$0] })
      case .integer(let values): .integer(items.map { values[$0] })
      case .double(let values): .double(items.map { values[$0] })
      case .string(let values): .string(items.map { values[$0] })
      }
    return AttributeColumn(name, part, title: title)
  }
}
