import Domain

/// A part of a case: what may be shown of it.
public struct CaseReduction: Sendable, Equatable {
  /// The photos and videos; `nil` for all.
  public var media: [MediaID]?
  /// The persons; `nil` for all.
  public var persons: [PersonID]?
  /// Faces that are less surely their person's are left out, 0–1.
  public var minConfidence: Double
  /// Whether faces of nobody are in it.
  public var keepsNobody: Bool

  /// A part of a case.
  public init(
    media: [MediaID]? = nil, persons: [PersonID]? = nil, minConfidence: Double = 0,
    keepsNobody: Bool = false
  ) {
    self.media = media
    self.persons = persons
    self.minConfidence = minConfidence
    self.keepsNobody = keepsNobody
  }
}
