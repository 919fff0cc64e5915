import Domain

/// A face that a file gives a name.
public struct NamedFace: Sendable, Equatable {
  /// The face.
  public var face: FaceID
  /// Whose face it is; `nil` for nobody's.
  public var person: PersonID?
  /// The name.
  public var name: String
  /// Where the name comes from.
  public var source: MetadataSource
  /// The field, and the file.
  public var origin: String
  /// How well the named rectangle and the face's box fit: their intersection over their union.
  public var overlap: Double
}
