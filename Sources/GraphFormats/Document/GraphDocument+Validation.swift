extension GraphDocument {
  /// Checks everything that a writer relies on: columns as long as the graph, edges between nodes
  /// that exist, unique identifiers, column names that no format takes for something else, and
  /// finite weights, sizes and positions.
  ///
  /// Every writer calls this before its first byte. Complexity: O(nodes + edges).
  ///
  /// - Throws: `GraphDocumentError` with the first fault found.
  public func validate() throws(GraphDocumentError) {
    try validateNodes()
    try validateEdges()
  }

  private func validateNodes() throws(GraphDocumentError) {
    let count = nodeCount
    guard count <= Int32.max, edgeCount <= Int32.max else { throw .tooLarge }
    try check(nodeLabels.count, is: count, "node labels")
    try check(nodeColors?.count, is: count, "node colors")
    try check(nodeSizes?.count, is: count, "node sizes")
    try check(nodePositions?.count, is: count, "node positions")
    try check(nodeSpells?.count, is: count, "node spells")
    try check(nodeColumns, rows: count, of: "node", reserved: reservedNodeNames)
    try checkIdentifiers(nodeIDs, of: "node")
    if let nodeSizes, let bad = nodeSizes.firstIndex(where: { !($0.isFinite && $0 >= 0) }) {
      throw .badNumber(what: "size", item: "node \(nodeIDs[bad])", value: nodeSizes[bad])
    }
    if let nodePositions,
      let bad = nodePositions.firstIndex(where: {
        !($0.x.isFinite && $0.y.isFinite && $0.z.isFinite)
      })
    {
      throw .badNumber(what: "position", item: "node \(nodeIDs[bad])", value: .nan)
    }
  }

  private func validateEdges() throws(GraphDocumentError) {
    let count = edgeCount
    try check(edgeTargets.count, is: count, "edge targets")
    try check(edgeIDs?.count, is: count, "edge identifiers")
    try check(edgeLabels?.count, is: count, "edge labels")
    try check(edgeWeights?.count, is: count, "edge weights")
    try check(edgeSpells?.count, is: count, "edge spells")
    try check(edgeColumns, rows: count, of: "edge", reserved: reservedEdgeNames)
    if let edgeIDs { try checkIdentifiers(edgeIDs, of: "edge") }
    for edge in 0..<count {
      for end in [edgeSources[edge], edgeTargets[edge]] where end < 0 || end >= nodeCount {
        throw .unknownNode(edge: edgeID(edge), node: Int(end), nodes: nodeCount)
      }
    }
    if let edgeWeights, let bad = edgeWeights.firstIndex(where: { !$0.isFinite }) {
      throw .badNumber(what: "weight", item: "edge \(edgeID(bad))", value: edgeWeights[bad])
    }
  }

  /// Names that formats give to properties of a node, so that no column may take them.
  var reservedNodeNames: Set<String> {
    var names: Set<String> = ["id", "label"]
    if nodeColors != nil { names.formUnion(["r", "g", "b"]) }
    if nodePositions != nil { names.formUnion(["x", "y", "z"]) }
    if nodeSizes != nil { names.insert("size") }
    return names
  }

  /// Names that formats give to properties of an edge, so that no column may take them.
  var reservedEdgeNames: Set<String> { ["id", "label", "source", "target", "weight"] }

  private func check(_ count: Int?, is expected: Int, _ what: String) throws(GraphDocumentError) {
    guard let count, count != expected else { return }
    throw .wrongLength(what: what, count: count, expected: expected)
  }

  private func check(
    _ columns: [AttributeColumn], rows: Int, of kind: String, reserved: Set<String>
  ) throws(GraphDocumentError) {
    var names = reserved
    for column in columns {
      try check(column.count, is: rows, "values in \(kind) column \(column.name)")
      guard !column.name.isEmpty, names.insert(CleanText.xml(column.name)).inserted else {
        throw .badColumnName(column.name, kind: kind)
      }
    }
  }

  /// Compares identifiers as they are written, since cleaning may make two of them equal.
  private func checkIdentifiers(_ ids: [String], of kind: String) throws(GraphDocumentError) {
    var seen = Set<String>(minimumCapacity: ids.count)
    for id in ids {
      guard !id.isEmpty else { throw .emptyIdentifier(kind: kind) }
      guard seen.insert(CleanText.xml(id)).inserted else {
        throw .duplicateIdentifier(id, kind: kind)
      }
    }
  }
}
