/// Why a search could not start.
public enum SearchError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The case has no face to compare with.
  case emptyCase
  /// None of the photos shows a face.
  case noFace
  /// The faces that were to be averaged come from different encoders.
  case severalEncoders

  /// What happened.
  public var description: String {
    switch self {
    case .emptyCase: "the case has no faces yet"
    case .noFace:
      "there is no face to look for in these photos"
    case .severalEncoders:
      "the faces come from different encoders, whose numbers have no mean"
    }
  }
}
