import Foundation

/// Why constraints cannot hold together.
public enum ConstraintError: Error, Equatable, Sendable {
  /// A list has the wrong length for the number of faces.
  case wrongCount(what: String, expected: Int, actual: Int)
  /// A decision speaks of a face that does not exist.
  case unknownFace(PairDecision, faceCount: Int)
  /// A decision says that a face is another person than itself.
  case selfCannotLink(PairDecision)
  /// These must-links make two faces one person, whom the cannot-link separates.
  case contradiction(mustLinks: [PairDecision], cannotLink: PairDecision)
  /// These must-links make one person of two faces in one frame.
  case sameFrame(mustLinks: [PairDecision], frame: Int, faces: [Int])
}

extension ConstraintError: LocalizedError {
  /// What is wrong, where, and what to do.
  public var errorDescription: String? {
    func names(_ decisions: [PairDecision]) -> String {
      var seen: Set<String> = []
      return decisions.map(\.name).filter { seen.insert($0).inserted }
        .map { "“\($0)”" }.joined(separator: ", ")
    }
    switch self {
    case .wrongCount(let what, let expected, let actual):
      return "\(actual) \(what) were given for \(expected) faces; there must be one for each face."
    case .unknownFace(let decision, let faceCount):
      return "The decision “\(decision.name)” is about faces \(decision.first) and "
        + "\(decision.second), but there are only \(faceCount) faces."
    case .selfCannotLink(let decision):
      return "The decision “\(decision.name)” separates face \(decision.first) from itself. "
        + "Undo it."
    case .contradiction(let mustLinks, let cannotLink):
      return "Decisions contradict each other: \(names(mustLinks)) makes faces "
        + "\(cannotLink.first) and \(cannotLink.second) one person, \(names([cannotLink])) "
        + "separates them. Undo one of them."
    case .sameFrame(let mustLinks, let frame, let faces):
      return "\(names(mustLinks)) makes one person of faces "
        + faces.map(String.init).joined(separator: " and ")
        + ", which are in one frame (\(frame)). Undo it, or allow the same person twice in a frame."
    }
  }
}
