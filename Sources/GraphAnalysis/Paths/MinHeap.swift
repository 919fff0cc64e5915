/// Nodes that wait to be visited, nearest first, each at most once: a 4-ary heap in which a node's
/// distance can shrink while it waits.
///
/// Distances lie beside the nodes, so that the children of a place are read from one or two cache
/// lines.
struct MinHeap: ~Copyable {
  private struct Entry {
    var distance: Double
    var node: Int32
  }

  private let entries: UnsafeMutablePointer<Entry>
  /// Where in `entries` each node is; −1 where it does not wait.
  private let position: UnsafeMutablePointer<Int32>
  private var count = 0

  /// An empty heap for the nodes `0..<nodeCount`; 20 bytes a node.
  init(nodeCount: Int) {
    entries = .allocate(capacity: nodeCount)
    entries.initialize(repeating: Entry(distance: 0, node: 0), count: nodeCount)
    position = .allocate(capacity: nodeCount)
    position.initialize(repeating: -1, count: nodeCount)
  }

  deinit {
    entries.deallocate()
    position.deallocate()
  }

  var isEmpty: Bool { count == 0 }

  /// Adds `node`, or moves it forward if its distance has become smaller. O(log n).
  @inline(__always)
  mutating func push(_ node: Int32, distance: Double) {
    var place = Int(position[Int(node)])
    if place < 0 {
      place = count
      count += 1
    }
    while place > 0 {
      let parent = (place - 1) / 4
      guard entries[parent].distance > distance else { break }
      put(entries[parent], at: place)
      place = parent
    }
    put(Entry(distance: distance, node: node), at: place)
  }

  /// Takes out the nearest node; there has to be one. O(log n).
  @inline(__always)
  mutating func popNearest() -> Int32 {
    let nearest = entries[0].node
    position[Int(nearest)] = -1
    count -= 1
    guard count > 0 else { return nearest }
    let last = entries[count]
    var place = 0
    while true {
      let first = 4 * place + 1
      guard first < count else { break }
      var child = first
      var smallest = entries[first].distance
      for other in first + 1..<max(first + 1, min(first + 4, count))
      where entries[other].distance < smallest {
        child = other
        smallest = entries[other].distance
      }
      guard smallest < last.distance else { break }
      put(entries[child], at: place)
      place = child
    }
    put(last, at: place)
    return nearest
  }

  @inline(__always)
  private func put(_ entry: Entry, at place: Int) {
    entries[place] = entry
    position[Int(entry.node)] = Int32(truncatingIfNeeded: place)
  }
}
