import CaseStore
import Domain
import FaceClustering
import Foundation

/// Why a decision about persons cannot be taken, or not be undone.
public enum DecisionError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A person has no faces that could be decided on.
  case noFaces(PersonID)
  /// A person cannot be merged with itself.
  case samePerson(PersonID)
  /// Both persons have a name, and one would be lost.
  case bothNamed(String, String, second: PersonID)
  /// Faces that are not this person's.
  case foreignFaces([FaceID], person: PersonID)
  /// All faces of a person were named, so that nobody would be left.
  case allFaces(PersonID)
  /// Decisions that cannot hold together; the text names them.
  case contradiction(String)
  /// A decision about faces that names none.
  case noFacesNamed
  /// There is a face already where one was to be added.
  case faceIsThere(FaceID)
  /// There are no faces of these numbers.
  case unknownFaces([FaceID])
  /// Somebody with a name would have no faces left.
  case lastFaces(PersonID, name: String)
  /// There is no clustering of this number that stands.
  case unknownClustering(RunID)
  /// What a clustering made of each face is no longer kept.
  case forgotten(RunID)
  /// A clustering after which something else was done.
  case clusteringBuiltUpon(RunID, by: String)
  /// Faces of one frame that a decision makes one person; the text names both.
  case sameFrame(String)
  /// There is no decision of this number that stands.
  case unknown(DecisionID)
  /// There is nothing to undo.
  case nothing
  /// A later decision is about the same faces or the same name.
  case builtUpon(DecisionID, by: String)

  /// What `error` means for faces whose numbers `id` tells by their place.
  init(_ error: ConstraintError, id: (Int) -> FaceID) {
    func titles(_ decisions: [PairDecision]) -> String {
      var seen: Set<String> = []
      return decisions.map(\.name).filter { seen.insert($0).inserted }.joined(separator: " and ")
    }
    self =
      switch error {
      case .contradiction(let links, let cut):
        .contradiction(
          "decisions contradict each other: \(titles(links)) makes faces \(id(cut.first)) and "
            + "\(id(cut.second)) one person, \(cut.name) keeps them apart")
      case .sameFrame(let links, _, let faces):
        .sameFrame(
          "\(titles(links)) makes one person of faces "
            + "\(faces.map { id($0).description }.joined(separator: " and ")), which are in one "
            + "picture")
      case .wrongCount, .unknownFace, .selfCannotLink: .contradiction(error.localizedDescription)
      }
  }

  /// What happened.
  public var description: String {
    switch self {
    case .noFaces(let person): "person \(person) has no faces now"
    case .samePerson(let person): "person \(person) cannot be merged with itself"
    case .bothNamed(let first, let second, _):
      "both persons have names, “\(first)” and “\(second)”"
    case .foreignFaces(let faces, let person):
      "no faces of person \(person): \(faces.map(\.description).joined(separator: ", "))"
    case .allFaces(let person):
      "these are all faces of person \(person), so nobody would be left"
    case .contradiction(let text), .sameFrame(let text): text
    case .noFacesNamed: "name at least one face"
    case .faceIsThere(let face):
      "there is a face at this place already: face \(face)"
    case .unknownFaces(let faces):
      "no such faces in this case: \(faces.map(\.description).joined(separator: ", "))"
    case .lastFaces(let person, let name):
      "these are all faces of “\(name)” (person \(person)), who would have none left"
    case .unknownClustering(let run): "there is no clustering \(run) that stands"
    case .clusteringBuiltUpon(let run, let later):
      "clustering \(run) cannot be undone yet, because something came later: \(later)"
    case .forgotten(let run): "clustering \(run) is too long ago to be undone or compared"
    case .unknown(let id): "there is no decision \(id) that stands"
    case .nothing: "there is no decision that could be undone"
    case .builtUpon(let id, let later):
      "decision \(id) cannot be undone yet, because a later one is about the same: \(later)"
    }
  }
}
