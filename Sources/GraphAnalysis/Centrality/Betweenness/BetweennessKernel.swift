extension BetweennessPart {
  /// For every class, what each member gets for the paths from `sources` to all other classes.
  func dependencies(onSources sources: Range<Int>) -> [Double] {
    if let lengths { return weightedDependencies(onSources: sources, lengths: lengths) }
    return hopDependencies(onSources: sources)
  }

  /// Adds what nodes get for paths between members of one class: the members of an independent
  /// class are two steps apart, by way of any neighbour.
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

  /// Brandes' algorithm: a breadth-first search counts shortest paths, and going back over it
  /// shares out the nodes behind each node among the paths to it.
  private func hopDependencies(onSources sources: Range<Int>) -> [Double] {
    var result = [Double](repeating: 0, count: classCount)
    var distance = [Int32](repeating: -1, count: classCount)
    /// The number of shortest paths to a member of each class.
    var paths = [Double](repeating: 0, count: classCount)
    /// What each path to the class has a share in: (reach + multiplicity · dependency) / paths.
    var share = [Double](repeating: 0, count: classCount)
    var order: [Int32] = []
    order.reserveCapacity(classCount)
    withUnsafeArcs { offsets, targets in
      for source in sources {
        order.removeAll(keepingCapacity: true)
        order.append(Int32(source))
        distance[source] = 0
        paths[source] = 1
        var head = 0
        while head < order.count {
          let c = Int(order[head])
          head += 1
          if isEnd[c] && c != source { continue }
          let next = distance[c] + 1
          let through = c == source ? 1 : paths[c] * multiplicity[c]
          for arc in offsets[c]..<offsets[c + 1] {
            let target = Int(targets[arc])
            if distance[target] < 0 {
              distance[target] = next
              paths[target] = through
              order.append(Int32(target))
            } else if distance[target] == next {
              paths[target] += through
            }
          }
        }
        for member in order.dropFirst().reversed() {
          let c = Int(member)
          var dependency = 0.0
          if !isEnd[c] {
            let next = distance[c] + 1
            for arc in offsets[c]..<offsets[c + 1] {
              let target = Int(targets[arc])
              if distance[target] == next { dependency += share[target] }
            }
            dependency *= paths[c]
            result[c] += reach[source] * dependency
          }
          share[c] = (reach[c] + multiplicity[c] * dependency) / paths[c]
        }
        for c in order { distance[Int(c)] = -1 }
      }
    }
    return result
  }

  /// Brandes' algorithm with Dijkstra's in place of breadth-first search.
  private func weightedDependencies(onSources sources: Range<Int>, lengths: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: classCount)
    var share = [Double](repeating: 0, count: classCount)
    var counts = ShortestPathCounts(offsets: offsets, targets: targets, lengths: lengths)
    for source in sources {
      counts.search(from: source)
      for member in counts.order.dropFirst().reversed() {
        let c = Int(member)
        var dependency = 0.0
        for arc in counts.arcs(of: c) where counts.isShortest(c, arc) {
          dependency += share[Int(targets[arc])]
        }
        dependency *= counts.paths[c]
        result[c] += reach[source] * dependency
        share[c] = (reach[c] + dependency) / counts.paths[c]
      }
    }
    return result
  }

  private func withUnsafeArcs(
    _ body: (UnsafeBufferPointer<Int>, UnsafeBufferPointer<Int32>) -> Void
  ) {
    offsets.withUnsafeBufferPointer { offsets in
      targets.withUnsafeBufferPointer { targets in body(offsets, targets) }
    }
  }
}
