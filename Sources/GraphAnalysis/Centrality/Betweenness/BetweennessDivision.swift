import ParallelLoops

extension BetweennessPart {
  /// The parts of `graph` in which betweenness is to be computed, and what every node gets for
  /// linking parts: the ordered pairs of nodes that only it holds together.
  ///
  /// O(nodes + edges), and O(Σ degree²) at worst to find ends.
  static func divide(
    _ graph: Graph, lengths: [Double]?
  ) -> (parts: [BetweennessPart], atCuts: [Double]) {
    var atCuts = [Double](repeating: 0, count: graph.nodeCount)
    guard !graph.isDirected else {
      return ([BetweennessPart(whole: graph, lengths: lengths)], atCuts)
    }
    let blocks = BiconnectedComponents(of: graph)
    let components = ConnectedComponents().partition(of: graph)
    let componentSize = components.labels.map { components.sizes[$0] }

    // The search found every component from its last node, the root of `nodesBelow` others.
    var below = [Int](repeating: 0, count: graph.nodeCount)
    for (block, size) in zip(blocks.components, blocks.nodesBelow) {
      below[Int(block.last!)] += size
    }
    for node in graph.nodes {
      let others = Double(componentSize[node] - 1)
      let above = others - Double(below[node])
      atCuts[node] = others * others - above * above
    }
    for (block, size) in zip(blocks.components, blocks.nodesBelow) {
      atCuts[Int(block.last!)] -= Double(size) * Double(size)
    }

    var home = [Int32](repeating: -1, count: graph.nodeCount)
    var position = [Int32](repeating: 0, count: graph.nodeCount)
    var parts: [BetweennessPart] = []
    for (number, block) in blocks.components.enumerated() where block.count > 2 {
      let root = Int(block.last!)
      for (i, node) in block.dropLast().enumerated() {
        home[Int(node)] = Int32(number)
        position[Int(node)] = Int32(i)
      }
      let adjacency = BlockAdjacency(
        of: block, in: graph, lengths: lengths,
        position: { node in
          node == root ? Int32(block.count - 1) : home[node] == number ? position[node] : nil
        })
      let reach = block.map { node in
        Int(node) == root
          ? Double(componentSize[root] - blocks.nodesBelow[number])
          : Double(1 + below[Int(node)])
      }
      parts.append(BetweennessPart(nodes: block, adjacency: adjacency, reach: reach))
    }
    return (parts, atCuts)
  }

  /// A directed graph as one part.
  private init(whole graph: Graph, lengths: [Double]?) {
    let ones = [Double](repeating: 1, count: graph.nodeCount)
    nodes = graph.nodes.map { Int32($0) }
    classOfNode = nodes
    reach = ones
    squaredReach = ones
    multiplicity = ones
    isEnd = ones.map { _ in false }
    isIndependent = isEnd
    offsets = graph.offsets
    targets = graph.targets
    self.lengths = lengths
  }

  private init(nodes: [Int32], adjacency: BlockAdjacency, reach nodeReach: [Double]) {
    self.nodes = nodes
    let twins =
      adjacency.lengths == nil ? TwinClasses(of: adjacency) : TwinClasses(single: nodes.count)
    classOfNode = twins.classOfNode
    isIndependent = twins.isIndependent
    let count = twins.representative.count

    var reach = [Double](repeating: 0, count: count)
    var squaredReach = reach
    var multiplicity = reach
    for (i, c) in classOfNode.enumerated() {
      reach[Int(c)] += nodeReach[i]
      squaredReach[Int(c)] += nodeReach[i] * nodeReach[i]
      multiplicity[Int(c)] += 1
    }
    self.reach = reach
    self.squaredReach = squaredReach
    self.multiplicity = multiplicity

    guard adjacency.lengths == nil else {
      offsets = adjacency.offsets
      targets = adjacency.targets
      lengths = adjacency.lengths
      isEnd = Self.findEnds(offsets: offsets, targets: targets, lengths: lengths)
      return
    }
    var offsets = [0]
    var targets: [Int32] = []
    var lastSource = [Int](repeating: -1, count: count)
    for (c, member) in twins.representative.enumerated() {
      lastSource[c] = c
      for neighbor in adjacency.neighbors(of: Int(member)) {
        let target = classOfNode[Int(neighbor)]
        guard lastSource[Int(target)] != c else { continue }
        lastSource[Int(target)] = c
        targets.append(target)
      }
      offsets.append(targets.count)
    }
    self.offsets = offsets
    self.targets = targets
    lengths = nil
    isEnd = Self.findEnds(offsets: offsets, targets: targets, lengths: nil)
  }

  /// The classes whose neighbors are all neighbors of each other, and nearer than by way of the class.
  private static func findEnds(offsets: [Int], targets: [Int32], lengths: [Double]?) -> [Bool] {
    var mark = [Int](repeating: -1, count: offsets.count - 1)
    // How far a marked class is from the one that is looked at.
    var distance = [Double](repeating: 0, count: lengths == nil ? 0 : mark.count)
    return mark.indices.map { c in
      if let lengths {
        for arc in offsets[c]..<offsets[c + 1] { distance[Int(targets[arc])] = lengths[arc] }
        distance[c] = 0
      }
      let neighbors = targets[offsets[c]..<offsets[c + 1]]
      mark[c] = c
      for neighbor in neighbors { mark[Int(neighbor)] = c }
      return neighbors.allSatisfy { neighbor in
        let arcs = offsets[Int(neighbor)]..<offsets[Int(neighbor) + 1]
        guard arcs.count >= neighbors.count else { return false }
        var known = 0
        for arc in arcs where mark[Int(targets[arc])] == c {
          let other = Int(targets[arc])
          // Not by so little that the two would count as equal.
          if let lengths, other != c,
            lengths[arc] * (1 + 1e-9) >= distance[Int(neighbor)] + distance[other]
          {
            return false
          }
          known += 1
        }
        return known == neighbors.count
      }
    }
  }
}

/// The edges within one biconnected component, its nodes numbered as in its list, neighbors
/// ascending.
struct BlockAdjacency {
  private(set) var offsets: [Int]
  private(set) var targets: [Int32]
  private(set) var lengths: [Double]?

  /// Takes the edges from the component's nodes but the last, which may have many more in other
  /// components: so that all components together read every edge once.
  init(
    of block: [Int32], in graph: Graph, lengths arcLengths: [Double]?,
    position: (Int) -> Int32?
  ) {
    let last = block.count - 1
    var degree = [Int](repeating: 0, count: block.count + 1)
    var edges: [(Int32, Int32, Int)] = []
    for i in 0..<last {
      for arc in graph.arcs(of: Int(block[i])) {
        guard let j = position(Int(graph.targets[arc])), Int(j) != i else { continue }
        edges.append((Int32(i), j, arc))
        degree[Int(j) + 1] += 1
        if Int(j) == last { degree[i + 1] += 1 }
      }
    }
    for i in block.indices { degree[i + 1] += degree[i] }
    offsets = degree
    var next = degree
    var targets = [Int32](repeating: 0, count: degree[block.count])
    var lengths = arcLengths.map { _ in [Double](repeating: 0, count: degree[block.count]) }
    func append(_ target: Int32, to source: Int32, _ arc: Int) {
      targets[next[Int(source)]] = target
      if let arcLengths { lengths?[next[Int(source)]] = arcLengths[arc] }
      next[Int(source)] += 1
    }
    for (i, j, arc) in edges { append(i, to: j, arc) }
    for (i, j, arc) in edges where Int(j) == last { append(j, to: i, arc) }
    self.targets = targets
    self.lengths = lengths
  }

  func neighbors(of i: Int) -> ArraySlice<Int32> { targets[offsets[i]..<offsets[i + 1]] }
}

/// Nodes with the same neighbors, put into classes.
private struct TwinClasses {
  let classOfNode: [Int32]
  /// One member of each class.
  let representative: [Int32]
  /// Whether the members of each class are not adjacent.
  let isIndependent: [Bool]

  init(single count: Int) {
    classOfNode = (0..<Int32(count)).map { $0 }
    representative = classOfNode
    isIndependent = classOfNode.map { _ in true }
  }

  /// Finds twins by a hash of the set of their neighbors, and makes sure by comparing the sets.
  /// O(nodes + edges).
  init(of adjacency: BlockAdjacency) {
    let nodes = adjacency.offsets.indices.dropLast()
    let code = nodes.map { node in
      var random = SplitMix64(seed: UInt64(node))
      return random.next()
    }
    let open = nodes.map { node in
      adjacency.neighbors(of: node).reduce(0) { $0 &+ code[Int($1)] }
    }
    // A node cannot have both an adjacent and a non-adjacent twin, so the order does not matter.
    var leader = nodes.map { Int32($0) }
    var hasAdjacentTwin = [Bool](repeating: false, count: leader.count)
    var first: [UInt64: Int] = [:]
    for node in nodes {
      let candidate = first[open[node] &+ code[node], default: node]
      if candidate == node {
        first[open[node] &+ code[node]] = node
      } else if Self.areTwins(candidate, node, in: adjacency) {
        leader[node] = Int32(candidate)
        hasAdjacentTwin[node] = true
        hasAdjacentTwin[candidate] = true
      }
    }
    first.removeAll()
    for node in nodes where !hasAdjacentTwin[node] {
      let candidate = first[open[node], default: node]
      if candidate == node {
        first[open[node]] = node
      } else if Self.areTwins(candidate, node, in: adjacency) {
        leader[node] = Int32(candidate)
      }
    }

    representative = nodes.compactMap { leader[$0] == $0 ? Int32($0) : nil }
    isIndependent = representative.map { !hasAdjacentTwin[Int($0)] }
    var number = [Int32](repeating: 0, count: leader.count)
    for (c, node) in representative.enumerated() { number[Int(node)] = Int32(c) }
    classOfNode = leader.map { number[Int($0)] }
  }

  private static func areTwins(_ a: Int, _ b: Int, in adjacency: BlockAdjacency) -> Bool {
    adjacency.neighbors(of: a).lazy.filter { $0 != b }
      .elementsEqual(adjacency.neighbors(of: b).lazy.filter { $0 != a })
  }
}
