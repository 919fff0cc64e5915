/// What a document may hold beside its nodes, edges, labels and weights, and not every format can.
public enum GraphPart: String, Sendable, CaseIterable {
  case caption = "title and description"
  case graphColumns = "attributes of the graph as a whole"
  case nodeColumns = "attributes of nodes"
  case nodeColors = "colors of nodes"
  case nodeSizes = "sizes of nodes"
  case positions = "places of nodes"
  case heights = "heights of nodes (z)"
  case nodeShapes = "shapes of nodes"
  case parents = "parents of nodes"
  case nodeSpells = "times of nodes"
  case edgeColumns = "attributes of edges"
  case edgeIDs = "identifiers of edges"
  case edgeLabels = "labels of edges"
  case edgeKinds = "kinds of edges"
  case edgeColors = "colors of edges"
  case edgeThicknesses = "thicknesses of edges"
  case edgeShapes = "shapes of edges"
  case edgeSpells = "times of edges"
}

extension GraphDocument {
  /// What the document holds beside its nodes, edges, labels and weights. O(nodes + edges).
  public var parts: Set<GraphPart> {
    func holds<Value>(_ values: [Value?]?) -> Bool { values?.contains { $0 != nil } ?? false }
    func holds(_ spells: SpellColumn?) -> Bool {
      guard let spells else { return false }
      return (0..<spells.count).contains { !spells[$0].isEmpty }
    }
    let found: [GraphPart: Bool] = [
      .caption: !title.isEmpty || !details.isEmpty, .graphColumns: !graphColumns.isEmpty,
      .nodeColumns: !nodeColumns.isEmpty, .nodeColors: holds(nodeColors),
      .nodeSizes: holds(nodeSizes), .positions: holds(nodePositions),
      .heights: nodePositions?.contains { ($0?.z ?? 0) != 0 } ?? false,
      .nodeShapes: holds(nodeShapes), .parents: holds(nodeParents),
      .nodeSpells: holds(nodeSpells), .edgeColumns: !edgeColumns.isEmpty,
      .edgeIDs: edgeIDs != nil, .edgeLabels: edgeLabels?.contains { !$0.isEmpty } ?? false,
      .edgeKinds: holds(edgeKinds), .edgeColors: holds(edgeColors),
      .edgeThicknesses: holds(edgeThicknesses), .edgeShapes: holds(edgeShapes),
      .edgeSpells: holds(edgeSpells),
    ]
    return Set(found.filter(\.value).keys)
  }
}
