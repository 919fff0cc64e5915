import Domain

/// Which faces are near which: what a clustering leaves for the next, so that only new faces must be
/// compared. Each row tells a face's neighbors among the faces before it.
public struct NeighborLists: Sendable, Equatable {
  /// What was compared, in words: lists of another kind are of no use.
  public var kind: String
  /// The largest distance of neighbors.
  public var radius: Double
  /// The faces, rising.
  public var faceIDs: [FaceID]
  /// Where each face's neighbors start in `earlier`; one more than faces.
  public var offsets: [Int]
  /// The neighbors' places in `faceIDs`, rising for each face and before its own.
  public var earlier: [Int32]

  /// Lists of these parts.
  public init(
    kind: String, radius: Double, faceIDs: [FaceID], offsets: [Int], earlier: [Int32]
  ) {
    self.kind = kind
    self.radius = radius
    self.faceIDs = faceIDs
    self.offsets = offsets
    self.earlier = earlier
  }
}
