/// Faces grouped into persons: the result of every clustering method.
public struct Clustering: Sendable, Equatable {
  /// The label of a face that belongs to no group.
  public static let noise: Int32 = -1

  /// For each face the number of its cluster, or −1 for a face in none.
  ///
  /// The largest cluster has number 0; clusters of equal size are ordered by their first face.
  public let labels: [Int32]

  /// The number of clusters.
  public let clusterCount: Int

  /// The members of each cluster, ascending. O(n).
  public var clusters: [[Int]] {
    var clusters = [[Int]](repeating: [], count: clusterCount)
    for (face, label) in labels.enumerated() where label >= 0 { clusters[Int(label)].append(face) }
    return clusters
  }

  /// Numbers groups by size, largest first, then by first face. O(n log n).
  ///
  /// - Parameter groups: For each face any number that its group alone has, or a negative number
  ///   for a face in no group.
  public init(groups: [Int]) {
    var index: [Int: Int] = [:]
    var sizes: [Int] = []
    // Groups are met in the order of their first faces.
    let met = groups.map { group -> Int in
      guard group >= 0 else { return -1 }
      let number = index[group, default: index.count]
      if number == sizes.count {
        index[group] = number
        sizes.append(0)
      }
      sizes[number] += 1
      return number
    }
    let order = sizes.indices.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }
    var label = [Int32](repeating: 0, count: sizes.count)
    for (position, number) in order.enumerated() { label[number] = Int32(position) }
    labels = met.map { $0 < 0 ? Self.noise : label[$0] }
    clusterCount = sizes.count
  }
}
