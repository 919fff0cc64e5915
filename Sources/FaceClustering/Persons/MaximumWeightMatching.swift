/// A matching of sources to targets with the largest total weight.
///
/// Each source is matched at most once, and so is each target. Augments along the heaviest path
/// (successive longest paths, found with a queue), one component of the graph at a time:
/// O(matched · edges) in a component, and components are small where this is used. Ties go to the
/// target and the source that come first.
struct MaximumWeightMatching {
  struct Edge {
    var target: Int
    var weight: Int
  }

  /// For each target its source.
  private(set) var source: [Int?]
  private var target: [Int?]
  private let edges: [[Edge]]

  init(edges: [[Edge]], targets: Int) {
    self.edges = edges
    source = [Int?](repeating: nil, count: targets)
    target = [Int?](repeating: nil, count: edges.count)
    var components = DisjointSets(count: edges.count + targets)
    for (from, row) in edges.enumerated() {
      for edge in row { components.union(from, edges.count + edge.target) }
    }
    var sources: [Int: [Int]] = [:]
    for from in edges.indices where !edges[from].isEmpty {
      sources[components.find(from), default: []].append(from)
    }
    for component in sources.values.sorted(by: { $0[0] < $1[0] }) {
      while augment(component) {}
    }
  }

  /// Finds the path that adds most weight and applies it; false if none adds any.
  private mutating func augment(_ sources: [Int]) -> Bool {
    // The best gain with which each target can be reached, and the source it is reached from.
    var gain: [Int: Int] = [:]
    var cameFrom: [Int: Int] = [:]
    var queue = sources.filter { target[$0] == nil }.map { ($0, 0) }
    var head = 0
    while head < queue.count {
      let (from, sofar) = queue[head]
      head += 1
      // A later visit may have found a better way to this source.
      if let own = target[from], sofar < gain[own]! - weight(from, own) { continue }
      for edge in edges[from] where target[from] != edge.target {
        let total = sofar + edge.weight
        // No prefix of a path that pays can be negative: its rest would have paid before.
        guard total > gain[edge.target] ?? 0 else { continue }
        gain[edge.target] = total
        cameFrom[edge.target] = from
        if let owner = source[edge.target] {
          queue.append((owner, total - weight(owner, edge.target)))
        }
      }
    }
    let free = gain.filter { source[$0.key] == nil }
    guard let best = free.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }) else {
      return false
    }
    var end = best.key
    while true {
      let from = cameFrom[end]!
      let before = target[from]
      source[end] = from
      target[from] = end
      guard let before else { return true }
      end = before
    }
  }

  private func weight(_ from: Int, _ target: Int) -> Int {
    edges[from].first { $0.target == target }!.weight
  }
}
