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
    var distance = [Double](repeating: .infinity, count: classCount)
    var rank = [Int32](repeating: -1, count: classCount)
    var paths = [Double](repeating: 0, count: classCount)
    var share = [Double](repeating: 0, count: classCount)
    var heap = MinHeap(nodeCount: classCount)
    var order: [Int32] = []
    /// Whether the arc from `c` to `target` is the end of a shortest path.
    func isShortest(_ c: Int, _ arc: Int, _ target: Int) -> Bool {
      rank[target] > rank[c]
        && distance[c] + lengths[arc] <= distance[target] * (1 + 1e-10)
    }
    for source in sources {
      order.removeAll(keepingCapacity: true)
      distance[source] = 0
      heap.push(Int32(source), distance: 0)
      while !heap.isEmpty {
        let nearest = heap.popNearest()
        let c = Int(nearest)
        rank[c] = Int32(order.count)
        order.append(nearest)
        for arc in offsets[c]..<offsets[c + 1] {
          let target = Int(targets[arc])
          let new = distance[c] + lengths[arc]
          guard new < distance[target] else { continue }
          distance[target] = new
          heap.push(Int32(target), distance: new)
        }
      }
      paths[source] = 1
      for member in order {
        let c = Int(member)
        for arc in offsets[c]..<offsets[c + 1] where isShortest(c, arc, Int(targets[arc])) {
          paths[Int(targets[arc])] += paths[c]
        }
      }
      for member in order.dropFirst().reversed() {
        let c = Int(member)
        var dependency = 0.0
        for arc in offsets[c]..<offsets[c + 1] where isShortest(c, arc, Int(targets[arc])) {
          dependency += share[Int(targets[arc])]
        }
        dependency *= paths[c]
        result[c] += reach[source] * dependency
        share[c] = (reach[c] + dependency) / paths[c]
      }
      for member in order {
        distance[Int(member)] = .infinity
        rank[Int(member)] = -1
        paths[Int(member)] = 0
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
