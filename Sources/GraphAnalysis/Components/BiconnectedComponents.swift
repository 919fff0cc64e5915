/// The parts of a graph that hold together when any one node leaves, and the nodes and edges where
/// it falls apart.
///
/// Directions and self-loops are ignored.
///
/// Complexity: O(nodes + edges).
/// Hopcroft and Tarjan, "Algorithm 447: efficient algorithms for graph manipulation", CACM 16, 1973.
public struct BiconnectedComponents: Sendable {
  /// The nodes of every biconnected component of two or more nodes. Components overlap in
  /// articulation points only; an isolated node is in none.
  public let components: [[Int32]]
  /// The nodes whose removal leaves more connected components, ascending: persons who alone link
  /// groups.
  public let articulationPoints: [Int]
  /// The numbers of the edges whose removal leaves more connected components, ascending.
  public let bridges: [Int]
  /// For every component, the number of nodes that are cut off from the search's root if the
  /// component's last node leaves.
  let nodesBelow: [Int]

  /// Finds the biconnected components of `graph`.
  public init(of graph: Graph) {
    let undirected = graph.undirected()
    var search = DepthFirstSearch(nodeCount: graph.nodeCount)
    for root in graph.nodes where search.discovery[root] < 0 {
      undirected.withArcs { search.run(from: root, $0) }
    }
    components = search.components
    nodesBelow = search.nodesBelow
    articulationPoints = graph.nodes.filter { search.isArticulation[$0] }
    var bridges: [Int] = []
    for component in search.components where component.count == 2 {
      let (u, v) = (Int(component[0]), Int(component[1]))
      // In a directed graph, edges there and back are no bridge.
      let edges = Set([graph.edge(from: u, to: v), graph.edge(from: v, to: u)].compactMap { $0 })
      if edges.count == 1 { bridges += edges }
    }
    self.bridges = bridges.sorted()
  }
}

/// Tarjan's search without recursion, which would overflow the stack on long paths.
private struct DepthFirstSearch {
  /// When each node was found; −1 before.
  var discovery: [Int32]
  var isArticulation: [Bool]
  var components: [[Int32]] = []
  var nodesBelow: [Int] = []
  /// The earliest node that is one edge away from the node's subtree.
  private var low: [Int32]
  private var parent: [Int32]
  private var nextArc: [Int]
  /// Nodes whose component is not complete.
  private var open: [Int32] = []
  private var time: Int32 = 0

  init(nodeCount: Int) {
    discovery = [Int32](repeating: -1, count: nodeCount)
    isArticulation = [Bool](repeating: false, count: nodeCount)
    low = discovery
    parent = discovery
    nextArc = [Int](repeating: 0, count: nodeCount)
  }

  private mutating func enter(_ node: Int, from origin: Int32, _ arcs: ArcView) {
    discovery[node] = time
    low[node] = time
    parent[node] = origin
    nextArc[node] = arcs.offsets[node]
    time += 1
    open.append(Int32(node))
  }

  mutating func run(from root: Int, _ arcs: ArcView) {
    enter(root, from: -1, arcs)
    var branchesOfRoot = 0
    var node = root
    while true {
      if nextArc[node] < arcs.offsets[node + 1] {
        let target = Int(arcs.targets[nextArc[node]])
        nextArc[node] += 1
        if discovery[target] < 0 {
          enter(target, from: Int32(node), arcs)
          node = target
        } else if target != Int(parent[node]) {
          low[node] = min(low[node], discovery[target])
        }
        continue
      }
      // All of the subtree below `node` is known.
      guard parent[node] >= 0 else { break }
      let above = Int(parent[node])
      low[above] = min(low[above], low[node])
      if low[node] >= discovery[above] {
        // Nothing below `node` reaches past `above`.
        let start = open.lastIndex(of: Int32(node))!
        components.append(open[start...] + [Int32(above)])
        open.removeSubrange(start...)
        nodesBelow.append(Int(time - discovery[node]))
        if above == root { branchesOfRoot += 1 } else { isArticulation[above] = true }
      }
      node = above
    }
    isArticulation[root] = branchesOfRoot > 1
    open.removeAll(keepingCapacity: true)
  }
}
