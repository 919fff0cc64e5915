import ArgumentParser
import CaseStore
import SystemPackage
import WhoWhere

struct People: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The persons of the case: list them, look at one, give names, correct the grouping.",
    subcommands: [
      List.self, Show.self, PeopleSheet.self, Name.self, PeopleAssign.self, PeopleAdd.self,
      PeopleConfirm.self,
      PeopleMerge.self, PeopleSplit.self, PeopleReject.self, PeopleIgnore.self, PeopleSame.self,
      PeopleDifferent.self, PeopleUnsure.self, PeopleUndo.self, PeopleDecisions.self,
      PeopleSuggest.self, PeopleGallery.self, PeopleProposals.self, PeopleHistory.self,
    ], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List all persons.",
      discussion: """
        Degree is the number of others that a person was seen with; communities are numbered by size.
        """)

    @OptionGroup(title: "Case") var caseOptions: CaseOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() throws {
      let reader = try caseOptions.reader()
      if try !reader.knowsCommunities() {
        do { try caseOptions.openToAsk().findCommunities(reader) } catch {
          note("the communities could not be noted in the case: \(error)")
        }
      }
      let table = try PersonListing(reader).all()
      try output.print(table)
      try noteWhatIsMissing(reader, unless: !table.rows.isEmpty)
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "All about one person: clearest faces, companions, places, decisions.")

    @Argument(help: "The person, by ID or name.", completion: Completions.persons)
    var person: String

    @Option(help: ArgumentHelp("The most rows of each list.", valueName: "n"))
    var limit = 10

    @OptionGroup(title: "Case") var caseOptions: CaseOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
      guard limit >= 1 else { throw ValidationError("--limit takes a number from 1.") }
    }

    func run() throws {
      let reader = try caseOptions.reader()
      try output.print(
        try PersonListing(reader).details(of: try reader.person(person), limit: limit))
    }
  }

  struct Name: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give a person a name, or take it away.",
      discussion: "Names stay with their persons when the case is clustered again.")

    @Argument(
      help: "The person, by ID or present name; none with --from.", completion: Completions.persons)
    var person: String?

    @Argument(help: "The name; none with --remove.")
    var name: String?

    @Option(
      help: ArgumentHelp(
        "Give the names of a CSV file with the columns person,name.", valueName: "file"))
    var from: String?

    @Flag(help: "Take the name away.")
    var remove = false

    @OptionGroup(title: "Decision") var options: DecisionOptions

    func validate() throws {
      if from != nil {
        guard person == nil, name == nil, !remove else {
          throw ValidationError("Give --from, or a person and a name.")
        }
      } else {
        guard person != nil, (name == nil) == remove else {
          throw ValidationError("Give a person and a name, or --remove.")
        }
      }
    }

    func run() throws {
      if let from { return try nameAll(NameFile(FilePath(from))) }
      let id = try options.person(person ?? "")
      _ = try options.curation().name(id, name)
      say(
        name.map { "Person \(id) is now called \(TerminalText.line($0))." }
          ?? "Person \(id) has no name now.")
    }

    /// Gives the names of a file, each that can be given; the others are failures with their lines.
    private func nameAll(_ file: NameFile) throws {
      let curation = try options.curation()
      var failures: [Failure] = []
      for entry in file.entries {
        do {
          let id = try options.person(entry.person)
          _ = try curation.name(id, entry.name)
          say("Person \(id) is now called \(TerminalText.line(entry.name)).")
        } catch {
          failures.append(
            Failure(
              path: "line \(entry.line)", reason: "not-named", message: "\(error)"))
        }
      }
      try report(failures)
    }
  }
}
