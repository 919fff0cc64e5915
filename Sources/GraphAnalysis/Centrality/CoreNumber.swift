/// The largest k such that a node belongs to the k-core, the largest subgraph in which everyone has
/// at least k neighbors.
///
/// Weights and self-loops are ignored; in a directed graph edges in both directions count.
///
/// Complexity: O(nodes + edges).
/// Batagelj and Zaveršnik, "An O(m) algorithm for cores decomposition of networks", 2003.
public struct CoreNumber: Centrality {
  /// Measures core numbers.
  public init() {}

  /// The core number of every node, as a score.
  public func scores(of graph: Graph) -> [Double] { numbers(of: graph).map { Double($0) } }

  /// The core number of every node.
  public func numbers(of graph: Graph) -> [Int] {
    let views = graph.isDirected ? [graph, graph.transposed()] : [graph]
    var degree = [Int32](repeating: 0, count: graph.nodeCount)
    for view in views {
      for node in view.nodes {
        let loops = view.arc(from: node, to: node) == nil ? 0 : 1
        degree[node] += Int32(view.arcs(of: node).count - loops)
      }
    }

    // `order` holds the nodes by what is left of their degree; `start[d]` is where degree d begins.
    var start = [Int32](repeating: 0, count: Int(degree.max() ?? 0) + 2)
    for d in degree { start[Int(d) + 1] += 1 }
    for d in 1..<start.count { start[d] += start[d - 1] }
    var next = start
    var order = [Int32](repeating: 0, count: graph.nodeCount)
    var position = [Int32](repeating: 0, count: graph.nodeCount)
    for node in graph.nodes {
      let d = Int(degree[node])
      position[node] = next[d]
      order[Int(next[d])] = Int32(node)
      next[d] += 1
    }

    degree.withUnsafeMutableBufferPointer { degree in
      start.withUnsafeMutableBufferPointer { start in
        order.withUnsafeMutableBufferPointer { order in
          position.withUnsafeMutableBufferPointer { position in
            for i in order.indices {
              let node = Int(order[i])
              for view in views {
                view.withArcs { arcs in
                  for arc in arcs.arcs(of: node) {
                    let neighbor = Int(arcs.targets[arc])
                    let d = Int(degree[neighbor])
                    guard d > degree[node] else { continue }
                    // Exchange the neighbor with the first node of its degree and move the border.
                    let first = Int(start[d])
                    let other = order[first]
                    order[Int(position[neighbor])] = other
                    position[Int(other)] = position[neighbor]
                    order[first] = Int32(neighbor)
                    position[neighbor] = Int32(first)
                    start[d] = Int32(first + 1)
                    degree[neighbor] = Int32(d - 1)
                  }
                }
              }
            }
          }
        }
      }
    }
    return degree.map { Int($0) }
  }
}
