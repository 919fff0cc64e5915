/// Somebody's decision about two faces: the same person, or different persons.
public struct PairDecision: Sendable, Hashable {
  /// The row of one face.
  public var first: Int
  /// The row of the other face.
  public var second: Int
  /// How the decision is called in error messages, such as "merge 12 of 2026-03-01 by Ada".
  public var name: String

  /// Notes a decision about the faces `first` and `second`.
  public init(_ first: Int, _ second: Int, name: String) {
    self.first = first
    self.second = second
    self.name = name
  }
}
