/// Disjoint sets of `0..<count` that can be united (union–find).
///
/// Union by size with path halving: nearly O(1) per operation.
/// Reference: Tarjan, van Leeuwen, "Worst-case Analysis of Set Union Algorithms", J. ACM 31, 1984.
struct DisjointSets {
  private var parent: [Int32]
  private var size: [Int32]

  init(count: Int) {
    parent = (0..<Int32(count)).map { $0 }
    size = [Int32](repeating: 1, count: count)
  }

  /// The member that stands for the set of `item`.
  mutating func find(_ item: Int) -> Int {
    var item = item
    while parent[item] != Int32(item) {
      parent[item] = parent[Int(parent[item])]
      item = Int(parent[item])
    }
    return item
  }

  /// Unites the sets of `a` and `b`; returns the member that now stands for both.
  @discardableResult
  mutating func union(_ a: Int, _ b: Int) -> Int {
    var a = find(a)
    var b = find(b)
    guard a != b else { return a }
    if (size[a], -a) < (size[b], -b) { swap(&a, &b) }
    parent[b] = Int32(a)
    size[a] += size[b]
    return a
  }

  /// The number of members in the set of `item`.
  mutating func count(of item: Int) -> Int { Int(size[find(item)]) }
}
