import Domain

/// A person's face that is no longer in the case, because its photo is gone or has other content.
///
/// It is remembered until a clustering has found the person among the faces that are left; the faces
/// of a person who has none left, until the person comes back.
public struct FormerFace: Sendable, Equatable {
  /// Whose face it was.
  public var person: PersonID
  /// What made the embedding.
  public var encoder: EncoderKind
  /// The encoder's numbers.
  public var embedding: [Float]
  /// Whether it went since the last clustering.
  public var isRecent: Bool
}
