/// The parts of a graph between which there is no way; directions are ignored, so in a directed
/// graph these are the weakly connected components.
///
/// ```swift
/// let components = ConnectedComponents().partition(of: graph)
/// components.sizes.first  // the size of the largest
/// ```
///
/// Complexity: O(nodes + edges).
public struct ConnectedComponents: CommunityDetection {
  /// Finds components.
  public init() {}

  /// The component of every node, the largest first.
  public func partition(of graph: Graph) -> Partition {
    let graph = graph.undirected()
    var labels = [Int32](repeating: -1, count: graph.nodeCount)
    var queue: [Int32] = []
    queue.reserveCapacity(graph.nodeCount)
    var count: Int32 = 0
    graph.withArcs { arcs in
      for start in graph.nodes where labels[start] < 0 {
        queue.removeAll(keepingCapacity: true)
        queue.append(Int32(start))
        labels[start] = count
        var head = 0
        while head < queue.count {
          let node = Int(queue[head])
          head += 1
          for arc in arcs.arcs(of: node) {
            let target = arcs.targets[arc]
            guard labels[Int(target)] < 0 else { continue }
            labels[Int(target)] = count
            queue.append(target)
          }
        }
        count += 1
      }
    }
    return Partition(labels: labels, count: Int(count))
  }
}
