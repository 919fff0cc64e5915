/// A face found by a search.
public struct FaceMatch: Sendable, Equatable {
  /// The row of the face.
  public var face: Int
  /// Its Euclidean distance from the query.
  public var distance: Double

  /// The score 1 / (1 + distance): 1 for equal faces, less the farther they are.
  public var score: Double { 1 / (1 + distance) }

  /// Notes that `face` is `distance` away.
  public init(face: Int, distance: Double) {
    self.face = face
    self.distance = distance
  }
}
