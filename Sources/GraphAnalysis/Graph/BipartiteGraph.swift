/// Who belongs to what: members (persons) on one side, groups (pictures, frames, places, days) on
/// the other. Also known as an affiliation network of actors and events.
///
/// ```swift
/// // Person 0 is in groups 0 and 1, twice in the latter; person 1 in group 1.
/// let seen = try BipartiteGraph(
///   memberCount: 2, groupCount: 2, memberships: [(0, 0), (0, 1), (0, 1), (1, 1)])
/// seen.groups(of: 0)            // [0, 1]
/// seen.multiplicities(of: 0)    // [1, 2]
/// seen.members(of: 1)           // [0, 1]
/// ```
///
/// Memory: 12 bytes per membership, 8 per member and per group.
public struct BipartiteGraph: Sendable, Hashable {
  /// Where the groups of each member begin in `groups`.
  public let memberOffsets: [Int]
  /// The groups of each member, ascending.
  public let groups: [Int32]
  /// How often each membership of `groups` was stated: the number of faces of a person in a
  /// picture.
  public let multiplicities: [Int32]
  /// Where the members of each group begin in `members`.
  public let groupOffsets: [Int]
  /// The members of each group, ascending.
  public let members: [Int32]

  /// The number of members.
  public var memberCount: Int { memberOffsets.count - 1 }
  /// The number of groups.
  public var groupCount: Int { groupOffsets.count - 1 }
  /// The number of memberships, repeated ones counted once.
  public var membershipCount: Int { groups.count }

  /// Makes a bipartite graph; a membership stated k times has multiplicity k.
  ///
  /// - Throws: `GraphError` if a membership names an unknown member or group.
  /// - Complexity: O(members + groups + memberships).
  public init(
    memberCount: Int, groupCount: Int, memberships: some Sequence<(Int, Int)>
  ) throws(GraphError) {
    guard groupCount >= 0, groupCount <= Int32.max else {
      throw .invalidSize(of: "groups", groupCount)
    }
    guard memberCount >= 0, memberCount <= Int32.max else {
      throw .invalidSize(of: "members", memberCount)
    }
    // A directed graph on the larger side's numbers sorts and merges the memberships.
    var builder = GraphBuilder(
      uncheckedNodeCount: max(memberCount, groupCount), isDirected: true)
    for (member, group) in memberships {
      guard 0..<memberCount ~= member else {
        throw .unknownNode(member, nodeCount: memberCount)
      }
      guard 0..<groupCount ~= group else { throw .unknownNode(group, nodeCount: groupCount) }
      builder.appendUnchecked(member, group, weight: 1)
    }
    let sorted = builder.build()
    self.init(
      memberOffsets: [Int](sorted.offsets[...memberCount]), groups: sorted.targets,
      multiplicities: sorted.weights.map { Int32($0) }, groupCount: groupCount)
  }

  /// Adds the groups' side to the members' side.
  private init(
    memberOffsets: [Int], groups: [Int32], multiplicities: [Int32], groupCount: Int
  ) {
    var offsets = [Int](repeating: 0, count: groupCount + 1)
    for group in groups { offsets[Int(group) + 1] += 1 }
    for g in 0..<groupCount { offsets[g + 1] += offsets[g] }
    var next = offsets
    var members = [Int32](repeating: 0, count: groups.count)
    for member in 0..<memberOffsets.count - 1 {
      for i in memberOffsets[member]..<memberOffsets[member + 1] {
        let group = Int(groups[i])
        members[next[group]] = Int32(member)
        next[group] += 1
      }
    }
    self.memberOffsets = memberOffsets
    self.groups = groups
    self.multiplicities = multiplicities
    self.groupOffsets = offsets
    self.members = members
  }

  /// The groups of `member`, ascending. O(1).
  public func groups(of member: Int) -> ArraySlice<Int32> {
    groups[memberOffsets[member]..<memberOffsets[member + 1]]
  }

  /// How often each of `groups(of: member)` was stated. O(1).
  public func multiplicities(of member: Int) -> ArraySlice<Int32> {
    multiplicities[memberOffsets[member]..<memberOffsets[member + 1]]
  }

  /// The members of `group`, ascending. O(1).
  public func members(of group: Int) -> ArraySlice<Int32> {
    members[groupOffsets[group]..<groupOffsets[group + 1]]
  }

  /// Members and groups with their parts exchanged: projecting it links groups by shared members.
  /// O(memberships).
  public func transposed() -> BipartiteGraph {
    var next = groupOffsets
    var swapped = [Int32](repeating: 0, count: groups.count)
    for i in groups.indices {
      let group = Int(groups[i])
      swapped[next[group]] = multiplicities[i]
      next[group] += 1
    }
    return BipartiteGraph(
      memberOffsets: groupOffsets, groups: members, multiplicities: swapped,
      groupCount: memberCount)
  }

  /// The same members and groups, with only the memberships in groups for which `isIncluded`
  /// holds: a span of time, a place. Numbers stay the same; the other groups become empty.
  /// O(members + groups + memberships).
  public func filteringGroups(_ isIncluded: (Int) throws -> Bool) rethrows -> BipartiteGraph {
    let included = try (0..<groupCount).map { try isIncluded($0) }
    var offsets = [0]
    var kept: [Int32] = []
    var multiplicity: [Int32] = []
    for member in 0..<memberCount {
      for i in memberOffsets[member]..<memberOffsets[member + 1] where included[Int(groups[i])] {
        kept.append(groups[i])
        multiplicity.append(multiplicities[i])
      }
      offsets.append(kept.count)
    }
    return BipartiteGraph(
      memberOffsets: offsets, groups: kept, multiplicities: multiplicity, groupCount: groupCount)
  }

  /// The same as a plain graph, for layout, centrality and export: members keep their numbers,
  /// group `g` becomes node `memberCount + g`, multiplicities become weights.
  /// O(members + groups + memberships).
  ///
  /// - Throws: `GraphError.invalidSize` if both sides together do not fit 32 bits.
  public func graph() throws(GraphError) -> Graph {
    guard memberCount + groupCount <= Int32.max else {
      throw .invalidSize(of: "nodes", memberCount + groupCount)
    }
    var sources: [Int32] = []
    sources.reserveCapacity(groups.count)
    for member in 0..<memberCount {
      for _ in groups(of: member) { sources.append(Int32(member)) }
    }
    return Graph(
      nodeCount: memberCount + groupCount, isDirected: false, sortedSources: sources,
      targets: groups.map { $0 + Int32(memberCount) }, weights: multiplicities.map { Double($0) })
  }
}
