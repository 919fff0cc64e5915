import ArgumentParser
import WhoWhere

struct PeopleProposals: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proposals",
    abstract: "List the names that files give to faces: XMP face regions and the like.",
    discussion: """
      A named rectangle that fits a found face proposes its name for the face's person. With --accept, \
      persons without a name get the name that files give them, where it is at least so probable: one \
      face that is called so makes 0.67, two 0.75. Such names are told to be unconfirmed until \
      `wwww people confirm` confirms the person.
      """)

  @Option(
    help: ArgumentHelp(
      "Give the names that are at least so probable, 0 to 1.", valueName: "probability"))
  var accept: Double?

  @OptionGroup(title: "Decision") var options: DecisionOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if let accept, !(0...1).contains(accept) {
      throw ValidationError("--accept takes a probability, 0 to 1.")
    }
  }

  func run() throws {
    guard let accept else {
      return try output.print(ProposedNames(in: options.caseOptions.openToAsk()).table)
    }
    var names = try ProposedNames(in: options.caseOptions.open())
    let failures = try names.accept(accept) { sources in
      try options.curation(from: sources.map(\.rawValue))
    }
    try output.print(names.table)
    try report(failures)
  }
}
