/// The shortest paths from one node to all others: breadth-first search if edges have length 1,
/// Dijkstra's algorithm otherwise.
///
/// ```swift
/// let tree = try ShortestPathTree(of: graph, from: 3, lengths: .inverseWeight)
/// if let path = tree.path(to: 17) { print(path.nodes, path.length) }
/// ```
///
/// Of several paths of equal length, the one through the node that was reached first is taken, and
/// nodes are reached in ascending order where nothing else decides: the result depends on the
/// graph alone.
///
/// Complexity: O(nodes + edges) for `.hops`, else O((nodes + edges) log nodes).
/// Dijkstra, "A note on two problems in connexion with graphs", Numerische Mathematik 1, 1959.
public struct ShortestPathTree: Sendable {
  /// The node where all paths begin.
  public let source: Int
  /// The distance of every node; infinite if it cannot be reached.
  public let distances: [Double]
  /// The arc that leads to every node on its path, as a position in the graph's `targets`; −1 for
  /// the source and for nodes out of reach.
  public let arcs: [Int]
  /// The node before every node on its path; −1 for the source and for nodes out of reach.
  public let predecessors: [Int32]
  /// The nodes that can be reached, nearest first, beginning with the source.
  public let order: [Int32]
  private let edgeIDs: [Int32]

  /// Finds the shortest paths from `source`.
  ///
  /// - Throws: `GraphError` if there is no such node or, unless `lengths` is `.hops`, an edge has
  ///   negative weight.
  public init(
    of graph: Graph, from source: Int, lengths: EdgeLength = .hops
  ) throws(GraphError) {
    guard graph.nodes.contains(source) else {
      throw .unknownNode(source, nodeCount: graph.nodeCount)
    }
    self.init(
      validated: graph,
      lengths: lengths == .hops ? nil : try lengths.lengths(of: graph, for: "Shortest paths"),
      source: source)
  }

  init(validated graph: Graph, lengths: [Double]?, source: Int) {
    self.source = source
    edgeIDs = graph.edgeIDs
    (distances, arcs, predecessors, order) =
      if let lengths {
        Self.dijkstra(graph, lengths: lengths, source: source)
      } else {
        Self.breadthFirst(graph, source: source)
      }
  }

  /// The shortest path to `node`; nil if there is none or no such node. O(length of the path).
  public func path(to node: Int) -> Path? {
    guard distances.indices.contains(node), distances[node] < .infinity else { return nil }
    var nodes = [node]
    var edges: [Int] = []
    while let last = nodes.last, last != source {
      edges.append(Int(edgeIDs[arcs[last]]))
      nodes.append(Int(predecessors[last]))
    }
    return Path(nodes: nodes.reversed(), edges: edges.reversed(), length: distances[node])
  }

  private typealias Found = ([Double], [Int], [Int32], [Int32])

  private static func breadthFirst(_ graph: Graph, source: Int) -> Found {
    var distances = [Double](repeating: .infinity, count: graph.nodeCount)
    var arcs = [Int](repeating: -1, count: graph.nodeCount)
    var predecessors = [Int32](repeating: -1, count: graph.nodeCount)
    var order = [Int32(source)]
    distances[source] = 0
    var head = 0
    while head < order.count {
      let node = Int(order[head])
      head += 1
      for arc in graph.arcs(of: node) where distances[Int(graph.targets[arc])] == .infinity {
        let target = Int(graph.targets[arc])
        distances[target] = distances[node] + 1
        arcs[target] = arc
        predecessors[target] = Int32(node)
        order.append(Int32(target))
      }
    }
    return (distances, arcs, predecessors, order)
  }

  private static func dijkstra(_ graph: Graph, lengths: [Double], source: Int) -> Found {
    var distances = [Double](repeating: .infinity, count: graph.nodeCount)
    var arcs = [Int](repeating: -1, count: graph.nodeCount)
    var predecessors = [Int32](repeating: -1, count: graph.nodeCount)
    var order: [Int32] = []
    var heap = MinHeap(nodeCount: graph.nodeCount)
    distances[source] = 0
    heap.push(Int32(source), distance: 0)
    while !heap.isEmpty {
      let node = heap.popNearest()
      order.append(node)
      for arc in graph.arcs(of: Int(node)) {
        let target = Int(graph.targets[arc])
        let distance = distances[Int(node)] + lengths[arc]
        // A settled node is never farther than this one, so it is never found again.
        guard distance < distances[target] else { continue }
        distances[target] = distance
        arcs[target] = arc
        predecessors[target] = node
        heap.push(Int32(target), distance: distance)
      }
    }
    return (distances, arcs, predecessors, order)
  }
}
