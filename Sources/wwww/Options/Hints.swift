import CaseStore
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
    case .newer: "use that version, or start another case"
    case .decidedMeanwhile: "try again"
    default: nil
    }
  }
}

extension QueryError: Hinting {
  var hint: String? {
    switch self {
    case .unknownQuery: "`wwww query` lists all"
    case .timeLimit: "ask for less, or give it more time with --time-limit"
    default: nil
    }
  }
}

extension PersonSheetError: Hinting {
  var hint: String? {
    "`wwww people` lists those who have, and `wwww people decisions` tells where the faces went"
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
