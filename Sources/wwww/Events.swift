import ArgumentParser
import WhoWhere

struct Events: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Events with names: list them, name one by folder or time.",
    discussion: """
      An event is all in some folders or of some time, and what files (XMP) or your table (`wwww \
      metadata import`) say belongs to it. Its name goes wherever an event is asked for: \
      `--event NAME`. `wwww graph export --graph events` and `wwww export attendances` tell who was \
      at which.
      """, subcommands: [List.self, Name.self, Forget.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List all events, with how many were there and when.")

    @OptionGroup(title: "Case") var caseOptions: CaseOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    func run() throws {
      try output.print(EventListing(try caseOptions.reader()).all())
    }
  }

  struct Name: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Name an event, or give one other folders and times.")

    @Argument(help: "The event's name.")
    var name: String

    @Option(help: ArgumentHelp("All in this folder belong to it; repeatable.", valueName: "folder"))
    var folder: [String] = []

    @Option(
      help: ArgumentHelp(
        "All of this time belong to it, such as 2024-05-01..2024-05-03; repeatable.",
        valueName: "time"))
    var span: [String] = []

    @OptionGroup(title: "Case") var caseOptions: CaseOptions

    func validate() throws {
      guard !folder.isEmpty || !span.isEmpty else {
        throw ValidationError("Give --folder or --span, or several of them.")
      }
    }

    func run() throws {
      let count = try EventNaming(in: try caseOptions.open())
        .name(name, folders: folder, spans: span)
      say(
        "\(TerminalText.line(name)): \(Count.of(count, "photo or video", "photos and videos"))")
    }
  }

  struct Forget: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take an event's name away; photos and videos stay as they are.")

    @Argument(help: "The event's name.")
    var name: String

    @OptionGroup(title: "Case") var caseOptions: CaseOptions

    func run() throws {
      try EventNaming(in: try caseOptions.open()).forget(name)
      say("\(name) is no named event now.")
    }
  }
}
