import CaseStore
import FaceVision
import WhoWhere

/// An error of the libraries that a command can do something about.
protocol Hinting: Error {
  /// What to do, in the words of the command line; `nil` where there is nothing to say.
  var hint: String? { get }
}

/// An error with what to do about it.
struct HintedError: Error, CustomStringConvertible {
  let description: String

  /// `error`, with a hint where there is one.
  static func adding(to error: any Error) -> any Error {
    guard let hinting = error as? any Hinting, let hint = hinting.hint else { return error }
    return HintedError(description: "\(error); \(hint)")
  }
}

extension CaseError: Hinting {
  var hint: String? {
    switch self {
    case .noCase: "`wwww index PATH…` starts one, `--case` names another folder"
    case .locked: "`wwww case unlock` unlocks it"
    case .newer: "use that version, or start another case"
    case .decidedMeanwhile: "try again"
    case .busy: "try again later"
    case .diskFull: "make room and run again to go on"
    case .readOnly: "copy it to work on it"
    default: nil
    }
  }
}

extension QueryError: Hinting {
  var hint: String? {
    switch self {
    case .unknownQuery: "`wwww query` lists all"
    case .memoryLimit: "ask for less"
    case .timeLimit: "ask for less, or give it more time with --time-limit"
    default: nil
    }
  }
}

extension DecisionError: Hinting {
  var hint: String? {
    switch self {
    case .samePerson, .nothing, .noFacesNamed: nil
    case .faceIsThere(let face): "`wwww people assign \(face) PERSON` says whose it is"
    case .noFaces: "`wwww people` lists all"
    case .bothNamed(_, _, let id): "take one away first: `wwww people name \(id) --remove`"
    case .foreignFaces(_, let person): "`wwww people show \(person)` lists the faces"
    case .allFaces(let person): "`wwww people ignore \(person)` puts the person aside"
    case .contradiction: "do without one of them (`wwww people undo`)"
    case .sameFrame:
      "give --allow-same-frame if it is a collage or shows a mirror, else do without the decision "
        + "(`wwww people undo`)"
    case .unknownFaces:
      "`wwww people show PERSON` lists a person's faces, `wwww media PATH` those of a picture"
    case .lastFaces(let person, _):
      "take the name away first: `wwww people name \(person) --remove`"
    case .unknownClustering: "`wwww people history` lists them"
    case .forgotten: "`wwww people history` lists those that can be"
    case .unknown: "`wwww people decisions` lists them"
    case .clusteringBuiltUpon, .builtUpon: "undo that first"
    }
  }
}

extension NameError: Hinting {
  var hint: String? {
    switch self {
    case .unknownPerson: "`wwww people` lists all"
    default: nil
    }
  }
}

extension PersonSheetError: Hinting {
  var hint: String? {
    "`wwww people` lists those who have, and `wwww people decisions` tells where the faces went"
  }
}

extension SearchError: Hinting {
  var hint: String? {
    switch self {
    case .emptyCase: "`wwww index PATH…` finds them"
    case .noFace: "try --min-face 12 for small faces"
    case .severalEncoders: nil
    }
  }
}

extension VisionError: Hinting {
  var hint: String? {
    reason == .model ? "delete what is damaged and run `make setup`, which fetches it" : nil
  }
}

extension EvaluationError: Hinting {
  var hint: String? { "paths must be those that `wwww export media` shows" }
}

extension CaseReader.Lack {
  /// What is missing, and what to do about it.
  var advice: String {
    switch self {
    case .media: "the case has no photos or videos yet; `wwww index PATH…` adds them"
    case .faces:
      "no faces were found in the case's photos and videos; `wwww query failures` tells of problems"
    case .persons:
      "the case's faces are not grouped into persons yet; `wwww cluster` does that"
    }
  }
}
