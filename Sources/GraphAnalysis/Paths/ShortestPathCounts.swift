/// Searches from one node after another that count shortest paths, with memory that is used again.
///
/// Lengths are equal if they differ by less than 1e-10 of themselves: sums of fractions in another
/// order differ in the last digits.
struct ShortestPathCounts {
  private let offsets: [Int]
  private let targets: [Int32]
  private let lengths: [Double]?
  /// The nodes that were reached, nearest first.
  private(set) var order: [Int32] = []
  /// The number of shortest paths to each node; 0 if there is none.
  private(set) var paths: [Double]
  private var distance: [Double]
  /// The position of each node in `order`.
  private var rank: [Int32]
  private var heap: MinHeap
  private var shortestArcs: [UInt32] = []
  private var arcStarts: [Int] = []

  /// Searches the graph of these arcs; `lengths` are positive, nil if all are 1.
  init(offsets: [Int], targets: [Int32], lengths: [Double]?) {
    self.offsets = offsets
    self.targets = targets
    self.lengths = lengths
    let nodeCount = offsets.count - 1
    paths = [Double](repeating: 0, count: nodeCount)
    distance = [Double](repeating: .infinity, count: nodeCount)
    rank = [Int32](repeating: -1, count: nodeCount)
    heap = MinHeap(nodeCount: lengths == nil ? 0 : nodeCount)
  }

  /// The arcs with which shortest paths go on from `order[position]`.
  func shortestArcs(fromPosition position: Int) -> ArraySlice<UInt32> {
    shortestArcs[arcStarts[position]..<arcStarts[position + 1]]
  }

  /// Counts the shortest paths from `source` to all nodes. O(nodes reached + their arcs), times
  /// O(log nodes) with lengths.
  mutating func search(from source: Int) {
    for node in order {
      distance[Int(node)] = .infinity
      rank[Int(node)] = -1
      paths[Int(node)] = 0
    }
    order.removeAll(keepingCapacity: true)
    distance[source] = 0
    if let lengths { searchNearestFirst(source, lengths) } else { searchBreadthFirst(source) }
    paths[source] = 1
    countPaths()
  }

  /// Passes the number of paths on from node to node, nearest first, and notes the arcs that do.
  private mutating func countPaths() {
    shortestArcs.removeAll(keepingCapacity: true)
    arcStarts.removeAll(keepingCapacity: true)
    arcStarts.append(0)
    for (position, node) in order.enumerated() {
      let here = distance[Int(node)]
      for arc in offsets[Int(node)]..<offsets[Int(node) + 1] {
        let target = Int(targets[arc])
        guard here + (lengths?[arc] ?? 1) <= distance[target] * (1 + 1e-10),
          rank[target] > position
        else { continue }
        paths[target] += paths[Int(node)]
        shortestArcs.append(UInt32(arc))
      }
      arcStarts.append(shortestArcs.count)
    }
  }

  private mutating func searchBreadthFirst(_ source: Int) {
    rank[source] = 0
    order.append(Int32(source))
    var head = 0
    while head < order.count {
      let node = Int(order[head])
      head += 1
      for arc in offsets[node]..<offsets[node + 1] where rank[Int(targets[arc])] < 0 {
        let target = Int(targets[arc])
        distance[target] = distance[node] + 1
        rank[target] = Int32(order.count)
        order.append(Int32(target))
      }
    }
  }

  private mutating func searchNearestFirst(_ source: Int, _ lengths: [Double]) {
    heap.push(Int32(source), distance: 0)
    while !heap.isEmpty {
      let nearest = heap.popNearest()
      let node = Int(nearest)
      rank[node] = Int32(order.count)
      order.append(nearest)
      for arc in offsets[node]..<offsets[node + 1] {
        let target = Int(targets[arc])
        let new = distance[node] + lengths[arc]
        guard new < distance[target] else { continue }
        distance[target] = new
        heap.push(Int32(target), distance: new)
      }
    }
  }
}
