extension Graph {
  /// The nodes that an edge leads to from both `first` and `second`, ascending, themselves left out.
  /// O(sum of both degrees).
  ///
  /// - Throws: `GraphError.unknownNode` for a node that the graph does not have.
  public func commonNeighbors(of first: Int, and second: Int) throws(GraphError) -> [Int] {
    for node in [first, second] where !nodes.contains(node) {
      throw .unknownNode(node, nodeCount: nodeCount)
    }
    var common: [Int] = []
    var others = neighbors(of: second)
    for neighbor in neighbors(of: first) {
      while let other = others.first, other < neighbor { others.removeFirst() }
      if others.first == neighbor, Int(neighbor) != first, Int(neighbor) != second {
        common.append(Int(neighbor))
      }
    }
    return common
  }
}
