extension BetweennessPart {
  /// For every class, what each member gets for the paths from `sources` to all other classes.
  func dependencies(onSources sources: Range<Int>) -> [Double] {
    if let lengths { return weightedDependencies(onSources: sources, lengths: lengths) }
    return BatchedBrandes(self).dependencies(onSources: sources)
  }

  /// Adds what nodes get for paths between members of one class: the members of an independent
  /// class are two steps apart, by way of any neighbor.
  func addPairsOfEquals(to scores: inout [Double]) {
    var perMember = [Double](repeating: 0, count: classCount)
    for c in 0..<classCount where isIndependent[c] && multiplicity[c] > 1 {
      let pairs = reach[c] * reach[c] - squaredReach[c]
      let neighbors = targets[offsets[c]..<offsets[c + 1]]
      let paths = neighbors.reduce(0) { $0 + multiplicity[Int($1)] }
      for neighbor in neighbors { perMember[Int(neighbor)] += pairs / paths }
    }
    for (node, c) in zip(nodes, classOfNode) { scores[Int(node)] += perMember[Int(c)] }
  }

  /// Brandes' algorithm with Dijkstra's in place of breadth-first search.
  private func weightedDependencies(onSources sources: Range<Int>, lengths: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: classCount)
    var share = [Double](repeating: 0, count: classCount)
    var counts = ShortestPathCounts(
      offsets: offsets, targets: targets, lengths: lengths, isEnd: isEnd)
    for source in sources {
      counts.search(from: source)
      for end in counts.ends.lazy.map({ Int($0) }) {
        share[end] = reach[end] / counts.paths(to: end)
      }
      for position in counts.order.indices.dropFirst().reversed() {
        let c = Int(counts.order[position])
        var dependency = 0.0
        for arc in counts.shortestArcs(fromPosition: position) {
          dependency += share[Int(targets[Int(arc)])]
        }
        dependency *= counts.paths(to: c)
        result[c] += reach[source] * dependency
        share[c] = (reach[c] + dependency) / counts.paths(to: c)
      }
    }
    return result
  }

  func withUnsafeArcs(
    _ body: (UnsafeBufferPointer<Int>, UnsafeBufferPointer<Int32>) -> Void
  ) {
    offsets.withUnsafeBufferPointer { offsets in
      targets.withUnsafeBufferPointer { targets in body(offsets, targets) }
    }
  }
}
