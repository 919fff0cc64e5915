/// Searches from one node after another that count shortest paths, with memory that is used again.
///
/// Lengths are equal if they differ by less than 1e-10 of themselves: sums of fractions in another
/// order differ in the last digits.
struct ShortestPathCounts: ~Copyable {
  /// What a search knows of a node, together in memory.
  private struct State {
    var distance = Double.infinity
    /// The number of shortest paths to it.
    var paths = 0.0
    /// Its place in `order`; −1 where it is not there yet.
    var rank: Int32 = -1
  }

  private let offsets: [Int]
  private let targets: [Int32]
  private let lengths: [Double]?
  private let isEnd: [Bool]?
  private let states: UnsafeMutablePointer<State>
  private var heap: MinHeap
  /// The nodes that were reached, nearest first, without `ends`.
  private(set) var order: [Int32] = []
  /// The ends that were reached.
  private(set) var ends: [Int32] = []
  /// The arcs on shortest paths, by the place of where they start; while a search runs, also some
  /// that turn out to be on none.
  private var arcs: [UInt32] = []
  private var arcStarts: [Int] = []

  /// Searches the graph of these arcs.
  ///
  /// - Parameters:
  ///   - lengths: The arcs' lengths, positive; `nil` if all are 1.
  ///   - isEnd: With lengths, nodes that no shortest path passes through, and that therefore need not
  ///     wait their turn.
  init(offsets: [Int], targets: [Int32], lengths: [Double]?, isEnd: [Bool]? = nil) {
    self.offsets = offsets
    self.targets = targets
    self.lengths = lengths
    self.isEnd = isEnd
    let nodeCount = offsets.count - 1
    states = .allocate(capacity: nodeCount)
    states.initialize(repeating: State(), count: nodeCount)
    heap = MinHeap(nodeCount: lengths == nil ? 0 : nodeCount)
  }

  deinit { states.deallocate() }

  /// The number of shortest paths to `node`; 0 if there is none.
  @inline(__always)
  func paths(to node: Int) -> Double { states[node].paths }

  /// The arcs with which shortest paths go on from `order[position]`.
  func shortestArcs(fromPosition position: Int) -> ArraySlice<UInt32> {
    arcs[arcStarts[position]..<arcStarts[position + 1]]
  }

  /// Counts the shortest paths from `source` to all nodes. O(nodes reached + their arcs), times
  /// O(log nodes) with lengths.
  mutating func search(from source: Int) {
    for node in order { states[Int(node)] = State() }
    for node in ends { states[Int(node)] = State() }
    ends.removeAll(keepingCapacity: true)
    order.removeAll(keepingCapacity: true)
    arcs.removeAll(keepingCapacity: true)
    arcStarts.removeAll(keepingCapacity: true)
    arcStarts.append(0)
    states[source].distance = 0
    let (offsets, targets, lengths) = (offsets, targets, lengths)
    offsets.withUnsafeBufferPointer { offsets in
      targets.withUnsafeBufferPointer { targets in
        guard let lengths else { return searchBreadthFirst(source, offsets, targets) }
        lengths.withUnsafeBufferPointer { searchNearestFirst(source, offsets, targets, $0) }
      }
    }
    states[source].paths = 1
    countPaths(lengths)
  }

  /// Passes the number of paths on from node to node, nearest first, and forgets the arcs that are on
  /// no shortest path.
  private mutating func countPaths(_ lengths: [Double]?) {
    var kept = 0
    for position in order.indices {
      let here = states[Int(order[position])]
      let candidates = arcStarts[position]..<arcStarts[position + 1]
      arcStarts[position] = kept
      for candidate in candidates {
        let arc = arcs[candidate]
        let target = Int(targets[Int(arc)])
        let state = states[target]
        guard here.distance + (lengths?[Int(arc)] ?? 1) <= Self.bound(state.distance),
          state.rank > position
        else { continue }
        states[target].paths += here.paths
        arcs[kept] = arc
        kept += 1
      }
    }
    arcStarts[order.count] = kept
  }

  /// The largest length that is equal to `distance`.
  @inline(__always)
  private static func bound(_ distance: Double) -> Double { distance * (1 + 1e-10) }

  private mutating func searchBreadthFirst(
    _ source: Int, _ offsets: UnsafeBufferPointer<Int>, _ targets: UnsafeBufferPointer<Int32>
  ) {
    states[source].rank = 0
    order.append(Int32(source))
    var head = 0
    while head < order.count {
      let node = Int(order[head])
      let distance = states[node].distance + 1
      head += 1
      for arc in offsets[node]..<offsets[node + 1] {
        let target = Int(targets[arc])
        if states[target].rank < 0 {
          states[target].distance = distance
          states[target].rank = Int32(order.count)
          order.append(Int32(target))
        }
        if states[target].distance == distance { arcs.append(UInt32(arc)) }
      }
      arcStarts.append(arcs.count)
    }
  }

  private mutating func searchNearestFirst(
    _ source: Int, _ offsets: UnsafeBufferPointer<Int>, _ targets: UnsafeBufferPointer<Int32>,
    _ lengths: UnsafeBufferPointer<Double>
  ) {
    heap.push(Int32(source), distance: 0)
    while !heap.isEmpty {
      let nearest = heap.popNearest()
      let node = Int(nearest)
      let here = states[node].distance
      states[node].rank = Int32(order.count)
      order.append(nearest)
      for arc in offsets[node]..<offsets[node + 1] {
        let target = Int(targets[arc])
        let new = here + lengths[arc]
        let known = states[target].distance
        // Most arcs lead back, or the longer way round.
        guard new <= Self.bound(known) else { continue }
        arcs.append(UInt32(arc))
        guard new < known else { continue }
        states[target].distance = new
        if let isEnd, isEnd[target] {
          if known == .infinity {
            states[target].rank = .max
            ends.append(Int32(target))
          }
        } else {
          heap.push(Int32(target), distance: new)
        }
      }
      arcStarts.append(arcs.count)
    }
  }
}
