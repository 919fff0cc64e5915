/// A division of the nodes into groups: communities or components.
///
/// Groups are numbered `0..<count` by size, the largest first; of equal ones, the one with the
/// smallest node first. Equal divisions are therefore equal values.
public struct Partition: Sendable, Hashable {
  /// The group of each node.
  public let labels: [Int]
  /// The number of nodes in each group.
  public let sizes: [Int]

  /// The number of groups.
  public var count: Int { sizes.count }

  /// Groups the nodes that have equal labels. O(n log n).
  public init<Labels: Sequence>(labels raw: Labels) where Labels.Element: Hashable {
    var group: [Labels.Element: Int] = [:]
    let numbered = raw.map { label in
      let number = group[label] ?? group.count
      group[label] = number
      return number
    }
    self.init(firstSeen: numbered, count: group.count)
  }

  /// Groups nodes by labels in `0..<count`, which may be unused. O(n log n).
  init(labels raw: [Int32], count: Int) {
    var number = [Int](repeating: -1, count: count)
    var used = 0
    let numbered = raw.map { label in
      if number[Int(label)] < 0 {
        number[Int(label)] = used
        used += 1
      }
      return number[Int(label)]
    }
    self.init(firstSeen: numbered, count: used)
  }

  /// Renumbers groups, which are numbered by their smallest nodes, by size.
  private init(firstSeen: [Int], count: Int) {
    var sizes = [Int](repeating: 0, count: count)
    for group in firstSeen { sizes[group] += 1 }
    let order = sizes.indices.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }
    var rank = [Int](repeating: 0, count: count)
    for (new, old) in order.enumerated() { rank[old] = new }
    labels = firstSeen.map { rank[$0] }
    self.sizes = order.map { sizes[$0] }
  }

  /// The nodes of every group, ascending. O(n).
  public func members() -> [[Int]] {
    var members = sizes.map { size in
      var nodes: [Int] = []
      nodes.reserveCapacity(size)
      return nodes
    }
    for (node, group) in labels.enumerated() { members[group].append(node) }
    return members
  }
}
