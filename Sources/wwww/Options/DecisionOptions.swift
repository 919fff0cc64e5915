import ArgumentParser
import CaseStore
import Domain
import WhoWhere

/// Whether decisions may put one person twice into a picture.
struct SameFrameOptions: ParsableArguments {
  @Flag(help: "Let one person be twice in a picture, as in collages and mirrors.")
  var allowSameFrame = false
}

/// Who decides, and on which case.
struct DecisionOptions: ParsableArguments {
  @OptionGroup var caseOptions: CaseOptions

  @Option(
    help: ArgumentHelp("Who decides. (default: $USER, else unknown)", valueName: "name"))
  var author: String?

  func validate() throws {
    guard author.map({ !$0.allSatisfy(\.isWhitespace) }) ?? true else {
      throw ValidationError("--author takes a name.")
    }
  }

  /// Curation of the case, which must exist.
  ///
  /// - Parameter sources: What the decisions come from, which is noted beside who took them.
  func curation(allowingSameFrame: Bool = false, from sources: [String] = []) throws -> Curation {
    let source = sources.isEmpty ? "" : ", from " + sources.joined(separator: ", ")
    return Curation(
      of: try caseOptions.open(), author: (author ?? Self.user) + source,
      allowsSameFrame: allowingSameFrame)
  }

  /// Who decides where nobody is named.
  static var user: String { LoggedAction.user }

  /// The person that `text` names, by ID or name.
  func person(_ text: String) throws -> PersonID { try caseOptions.reader().person(text) }
}

extension NewDecision {
  /// The numbers of the persons it is about, for messages.
  var personNumber: String { person?.description ?? "nobody" }
  var otherNumber: String { other?.description ?? "nobody" }
}
