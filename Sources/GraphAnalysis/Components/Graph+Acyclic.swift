extension Graph {
  /// Whether no path of a directed graph leads back to where it began. O(nodes + edges).
  ///
  /// Kahn, "Topological sorting of large networks", CACM 5, 1962.
  var isAcyclic: Bool {
    var entering = [Int32](repeating: 0, count: nodeCount)
    for target in targets { entering[Int(target)] += 1 }
    var free = nodes.filter { entering[$0] == 0 }
    var count = 0
    while let node = free.popLast() {
      count += 1
      for target in neighbors(of: node) {
        entering[Int(target)] -= 1
        if entering[Int(target)] == 0 { free.append(Int(target)) }
      }
    }
    return count == nodeCount
  }
}
