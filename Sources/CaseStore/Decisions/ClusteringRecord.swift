import Domain

/// A clustering that changed a case: when, by whom, how, and with which figures.
public struct ClusteringRecord: Sendable, Equatable {
  /// Its run, whose number is its own.
  public var run: RunID
  /// When: UTC, ISO 8601.
  public var time: String
  /// Who clustered.
  public var author: String
  /// The settings, and the figures of the report, as JSON.
  public var parameters, counts: String
  /// When it was undone, and by whom; `nil` where it stands.
  public var undoneTime, undoneBy: String?
  /// Whether it is still known what became of each face.
  public var hasFaces: Bool

  /// Whether it stands.
  public var stands: Bool { undoneTime == nil }
}

/// What a clustering made of a face.
public struct ClusteredFace: Sendable, Equatable {
  /// The face.
  public var face: FaceID
  /// Whose it was before and after; `nil` is nobody.
  public var before, after: PersonID?
}
