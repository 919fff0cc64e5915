import ArgumentParser
import Domain
import WhoWhere

struct PeopleUndo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take a decision or a clustering back.",
    discussion: """
      It stays on record as undone. `wwww people decisions` lists the decisions, `wwww people \
      history` the clusterings; without a number the last of either is taken back.
      """)

  @Argument(help: "The decision's number. (default: the last decision or clustering that stands)")
  var decision: DecisionID?

  @Option(help: ArgumentHelp("Take back this clustering, the last.", valueName: "n"))
  var clustering: RunID?

  @OptionGroup(title: "Decision") var options: DecisionOptions

  func validate() throws {
    guard decision == nil || clustering == nil else {
      throw ValidationError("Give a decision or --clustering, not both.")
    }
  }

  func run() throws {
    let curation = try options.curation()
    let undone: Curation.Undone =
      if let decision {
        .decision(try curation.undo(decision))
      } else if let clustering {
        .clustering(clustering, faces: try curation.undoClustering(clustering))
      } else {
        try curation.undoLast()
      }
    switch undone {
    case .decision(let decision): say("Undone: \(TerminalText.line(decision.title))")
    case .clustering(let run, let faces):
      say("Undone: clustering \(run); \(Count.of(faces, "face")) went back.")
    }
  }
}
