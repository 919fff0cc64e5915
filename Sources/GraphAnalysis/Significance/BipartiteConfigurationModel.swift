import Foundation

/// The most random bipartite graph in which every member and every group has, on average, the
/// number of memberships that it really has. A member of fitness x is in a group of fitness y with
/// probability x y / (1 + x y); equal degrees have equal fitness.
///
/// Saracco et al., "Randomizing bipartite networks: the case of the World Trade Web", Scientific
/// Reports 5, 2015.
struct BipartiteConfigurationModel: Sendable {
  /// The different group sizes and how many groups have them.
  let groupSizes: [(size: Int, count: Int)]
  private let memberFitness: [Int: Double]
  private let groupFitness: [Int: Double]

  /// Finds the fitness of members and groups by iterating until both expected degrees agree with
  /// the real ones to 1e-12 of themselves.
  ///
  /// O(different degrees of members · of groups) per iteration.
  init(of bipartite: BipartiteGraph) throws(GraphError) {
    let members = Self.histogram(bipartite.memberOffsets)
    let groups = Self.histogram(bipartite.groupOffsets)
    groupSizes = groups.map { (size: $0.degree, count: $0.count) }

    // Who is in every group that has any members is so for certain: infinite fitness. Leaving them
    // out may leave others in the same position.
    var memberFitness: [Int: Double] = [:]
    var groupFitness: [Int: Double] = [:]
    var openMembers = members.filter { $0.degree > 0 }
    var openGroups = groups.filter { $0.degree > 0 }
    var certainMembers = 0
    var certainGroups = 0
    while let widest = openMembers.last, let largest = openGroups.last {
      if widest.degree - certainGroups == openGroups.reduce(0, { $0 + $1.count }) {
        memberFitness[widest.degree] = .infinity
        certainMembers += widest.count
        openMembers.removeLast()
      } else if largest.degree - certainMembers == openMembers.reduce(0, { $0 + $1.count }) {
        groupFitness[largest.degree] = .infinity
        certainGroups += largest.count
        openGroups.removeLast()
      } else {
        break
      }
      openMembers.removeAll { $0.degree <= certainGroups }
      openGroups.removeAll { $0.degree <= certainMembers }
    }

    let total = openMembers.reduce(0.0) { $0 + Double(($1.degree - certainGroups) * $1.count) }
    var x = openMembers.map { Double($0.degree - certainGroups) / total.squareRoot() }
    var y = openGroups.map { Double($0.degree - certainMembers) / total.squareRoot() }
    var isSettled = openMembers.isEmpty || openGroups.isEmpty
    let maxIterations = 100_000
    for _ in 0..<maxIterations where !isSettled {
      let change = max(
        Self.update(&x, openMembers, certainGroups, against: y, openGroups),
        Self.update(&y, openGroups, certainMembers, against: x, openMembers))
      isSettled = change < 1e-13
    }
    guard isSettled else {
      throw .noConvergence(
        algorithm: "The bipartite configuration model", iterations: maxIterations)
    }
    for (member, fitness) in zip(openMembers, x) { memberFitness[member.degree] = fitness }
    for (group, fitness) in zip(openGroups, y) { groupFitness[group.degree] = fitness }
    self.memberFitness = memberFitness
    self.groupFitness = groupFitness
  }

  /// The probability that a member of `degree` groups is in a group of `groupSize` members.
  func probability(ofDegree degree: Int, groupSize: Int) -> Double {
    let x = memberFitness[degree] ?? 0
    let y = groupFitness[groupSize] ?? 0
    if x == .infinity || y == .infinity { return x > 0 && y > 0 ? 1 : 0 }
    return x * y / (1 + x * y)
  }

  private typealias Histogram = [(degree: Int, count: Int)]

  private static func histogram(_ offsets: [Int]) -> Histogram {
    var counts: [Int: Int] = [:]
    for (start, end) in zip(offsets, offsets.dropFirst()) { counts[end - start, default: 0] += 1 }
    return counts.sorted { $0.key < $1.key }.map { (degree: $0.key, count: $0.value) }
  }

  /// One step toward the degrees of one side; returns the largest relative change.
  private static func update(
    _ fitness: inout [Double], _ side: Histogram, _ certain: Int, against other: [Double],
    _ otherSide: Histogram
  ) -> Double {
    var change = 0.0
    for i in fitness.indices {
      var sum = 0.0
      for (y, group) in zip(other, otherSide) {
        sum += Double(group.count) * y / (1 + fitness[i] * y)
      }
      let new = Double(side[i].degree - certain) / sum
      change = max(change, abs(new - fitness[i]) / new)
      fitness[i] = new
    }
    return change
  }
}
