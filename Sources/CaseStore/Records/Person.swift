import Domain

/// A group of faces held to be one individual.
public struct Person: Sendable, Equatable {
  /// Stable over all runs of the case.
  public var id: PersonID
  /// The name that somebody gave.
  public var name: String?
  /// Where a program gave the name and nobody has confirmed it: how likely it is.
  public var nameProbability: Double?
  /// How many faces the person has now; 0 for one whose faces all went to others.
  public var faceCount: Int
  /// How probable it is that all faces are one individual's; `nil` where it is not known.
  public var confidence: Double?
  /// Whether it is probably no person: things taken for faces, or poor faces of several people. Whoever
  /// has a name is none.
  public var isArtefact: Bool
}

extension Person {
  /// The name as it is shown: one that a program gave and nobody confirmed says so, as views do.
  public var shownName: String? {
    name.map { $0 + (nameProbability == nil ? "" : " (machine, unconfirmed)") }
  }
}
