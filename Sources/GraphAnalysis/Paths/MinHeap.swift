/// Nodes that wait to be visited, nearest first, each at most once: a 4-ary heap in which a node's
/// distance can shrink while it waits.
struct MinHeap {
  private var heap: [Int32] = []
  private var position: [Int32]
  private var key: [Double]

  /// An empty heap for the nodes `0..<nodeCount`.
  init(nodeCount: Int) {
    position = [Int32](repeating: -1, count: nodeCount)
    key = [Double](repeating: .infinity, count: nodeCount)
  }

  var isEmpty: Bool { heap.isEmpty }

  /// Adds `node`, or moves it forward if its distance has become smaller. O(log n).
  mutating func push(_ node: Int32, distance: Double) {
    var i = Int(position[Int(node)])
    if i < 0 {
      i = heap.count
      heap.append(node)
    }
    key[Int(node)] = distance
    while i > 0 {
      let parent = (i - 1) / 4
      guard key[Int(heap[parent])] > distance else { break }
      heap[i] = heap[parent]
      position[Int(heap[i])] = Int32(i)
      i = parent
    }
    heap[i] = node
    position[Int(node)] = Int32(i)
  }

  /// Takes out the nearest node. O(log n).
  mutating func popNearest() -> Int32 {
    let nearest = heap[0]
    position[Int(nearest)] = -1
    let last = heap.removeLast()
    guard !heap.isEmpty else { return nearest }
    var i = 0
    while true {
      let first = 4 * i + 1
      guard first < heap.count else { break }
      var child = first
      for c in first..<min(first + 4, heap.count) where key[Int(heap[c])] < key[Int(heap[child])] {
        child = c
      }
      guard key[Int(heap[child])] < key[Int(last)] else { break }
      heap[i] = heap[child]
      position[Int(heap[i])] = Int32(i)
      i = child
    }
    heap[i] = last
    position[Int(last)] = Int32(i)
    return nearest
  }
}
