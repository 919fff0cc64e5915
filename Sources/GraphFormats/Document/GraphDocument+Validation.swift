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
    try check(nodeShapes?.count, is: count, "node shapes")
    try check(nodeParents?.count, is: count, "node parents")
    try check(nodeSpells?.count, is: count, "node spells")
    try check(nodeColumns, rows: count, of: "node", reserved: reservedNodeNames)
    try checkIdentifiers(nodeIDs, of: "node")
    try checkAmounts(nodeSizes, "size") { "node \(nodeIDs[$0])" }
    if let nodePositions,
      let bad = nodePositions.firstIndex(where: { place in
        place.map { !($0.x.isFinite && $0.y.isFinite && $0.z.isFinite) } ?? false
      })
    {
      throw .badNumber(what: "position", item: "node \(nodeIDs[bad])", value: .nan)
    }
    if let nodeParents {
      for (node, parent) in nodeParents.enumerated() {
        guard let parent, parent < 0 || parent >= count else { continue }
        throw .unknownParent(node: nodeIDs[node], parent: Int(parent), nodes: count)
      }
    }
  }

  private func checkAmounts(
    _ amounts: [Double?]?, _ what: String, _ name: (Int) -> String
  ) throws(GraphDocumentError) {
    guard let amounts else { return }
    for (item, amount) in amounts.enumerated() {
      guard let amount, !(amount.isFinite && amount >= 0) else { continue }
      throw .badNumber(what: what, item: name(item), value: amount)
    }
  }

  private func validateEdges() throws(GraphDocumentError) {
    let count = edgeCount
    try check(edgeTargets.count, is: count, "edge targets")
    try check(edgeIDs?.count, is: count, "edge identifiers")
    try check(edgeLabels?.count, is: count, "edge labels")
    try check(edgeWeights?.count, is: count, "edge weights")
    try check(edgeSpells?.count, is: count, "edge spells")
    try check(edgeColors?.count, is: count, "edge colors")
    try check(edgeThicknesses?.count, is: count, "edge thicknesses")
    try check(edgeShapes?.count, is: count, "edge shapes")
    try check(edgeKinds?.count, is: count, "edge kinds")
    try checkAmounts(edgeThicknesses, "thickness") { "edge \(edgeID($0))" }
    try check(graphColumns, rows: 1, of: "graph", reserved: [])
    try check(edgeColumns, rows: count, of: "edge", reserved: reservedEdgeNames)
    if let edgeIDs { try checkIdentifiers(edgeIDs, of: "edge") }
    for edge in 0..<count {
      let (source, target) = (Int(edgeSources[edge]), Int(edgeTargets[edge]))
      if source < 0 || source >= nodeCount || target < 0 || target >= nodeCount {
        let end = source < 0 || source >= nodeCount ? source : target
        throw .unknownNode(edge: edgeID(edge), node: end, nodes: nodeCount)
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
    if nodeShapes != nil { names.insert("shape") }
    if nodeParents != nil { names.insert("parent") }
    return names
  }

  /// Names that formats give to properties of an edge, so that no column may take them.
  var reservedEdgeNames: Set<String> {
    var names: Set<String> = ["id", "label", "source", "target", "weight"]
    if edgeColors != nil { names.formUnion(["r", "g", "b"]) }
    if edgeThicknesses != nil { names.insert("thickness") }
    if edgeShapes != nil { names.insert("shape") }
    if edgeKinds != nil { names.insert("kind") }
    return names
  }

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

  /// Compares identifiers as they are written, since cleaning may make two of them equal; byte by
  /// byte, since texts that only look the same are two.
  private func checkIdentifiers(_ ids: [String], of kind: String) throws(GraphDocumentError) {
    var seen = IdentifierTable(minimumCapacity: ids.count)
    for id in ids {
      guard !id.isEmpty else { throw .emptyIdentifier(kind: kind) }
      guard seen.insert(CleanText.xml(id)).inserted else {
        throw .duplicateIdentifier(id, kind: kind)
      }
    }
  }
}
