import ArgumentParser
import Domain
import FaceVision
import ParallelLoops
import Review
import SystemPackage
import WhoWhere

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "Write a report to pass on: a site that opens from a disk, or a person or pair as PDF.",
    discussion: """
      The site needs neither a server nor the network: open index.html. It shows summary and method, the \
      people graph, a page for every person, pair and photo, and a search. Without a selection everybody \
      is shown whom the case knows.

      Faces of everybody who is not selected or not identified are filled over, unless --show-all is given. \
      Faces that no detector found may remain, so look at the pictures before you pass them on.

        wwww report --out report --person Ada --person 7
        wwww report --out pair.pdf --person Ada --person 7
      """)

  @Option(
    help: ArgumentHelp("The folder, or the file that ends in .pdf.", valueName: "dir|file.pdf"))
  var out: String

  @Option(
    name: .customLong("person"),
    help: ArgumentHelp(
      "A person to show, by ID or name; may be given several times. For a PDF one, or two as a pair.",
      valueName: "person"))
  var persons: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only photos and videos of an event: a folder, or a span such as 2024-05-01..2024-05-03.",
      valueName: "event"))
  var event: String?

  @Option(help: ArgumentHelp("Only photos and videos from this time on.", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Only photos and videos until this time.", valueName: "time"))
  var until: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Only photos and videos from near a place: latitude,longitude,radius, as 48.1,11.5,3km.",
      valueName: "place"))
  var place: String?

  @Option(
    help: ArgumentHelp(
      "Leave out, and hide, faces that are less surely their person's, 0 to 1.",
      valueName: "probability"))
  var minConfidence = 0.0

  @Flag(help: "Show the faces of everybody, also of those who are not selected.")
  var showAll = false

  @Option(help: ArgumentHelp("What the report is called.", valueName: "text"))
  var title = "Who was seen with whom"

  @OptionGroup var writing: WritingOptions
  @OptionGroup(title: "Case") var caseOptions: CaseOptions
  @OptionGroup(title: "Models") var models: ModelOptions

  @Option(help: ArgumentHelp("How many threads work. (default: all cores)", valueName: "n"))
  var jobs: Int?

  private var isPDF: Bool { out.lowercased().hasSuffix(".pdf") }

  func validate() throws {
    for time in [since, until].compactMap({ $0 }) where !TimeSpan.isMoment(time) {
      throw ValidationError("\(time) is no time such as 2024, 2024-05 or 2024-05-01T18:30.")
    }
    guard place == nil || SelectionOptions.area(place) != nil else {
      throw ValidationError(
        "--place takes latitude,longitude,radius, such as 48.2,16.37,5km or 48.2,16.37,300m.")
    }
    guard (0...1).contains(minConfidence) else {
      throw ValidationError("--min-confidence takes a number from 0 to 1.")
    }
    guard jobs ?? 1 >= 1 else { throw ValidationError("--jobs takes a number from 1.") }
    guard !isPDF || (1...2).contains(persons.count) else {
      throw ValidationError("A PDF is of one --person, or of two as a pair.")
    }
  }

  func run() throws {
    try? caseOptions.open().measureConfidence(jobs: jobs ?? allCores)
    let storage = try caseOptions.openToAsk()
    let reader = try caseOptions.reader()
    // Needed to hide faces, else only to name the models.
    let library: ModelLibrary?
    if showAll { library = try? models.library() } else { library = try models.library() }
    let part = try ReportCase(
      of: storage,
      ReportSelection(
        persons: try persons.map(reader.person),
        filter: CasePages.Filter(
          event: event, since: since, until: until, area: SelectionOptions.area(place)),
        minConfidence: minConfidence, showsAll: showAll),
      models: library, jobs: jobs ?? allCores)
    CommandLog.note(persons: part.snapshot.persons.map(\.id))
    guard !part.snapshot.persons.isEmpty else {
      try noteWhatIsMissing(reader, unless: false)
      note("nobody is selected, so no report was written")
      throw ExitCode.failure
    }
    if isPDF {
      let drawn = try ReportSheet(of: part.selection.persons, in: part)
      try drawn.sheet.write(to: FilePath(out), guardedBy: writing.writing(for: storage))
      say("Written to \(out).")
      return try report(drawn.failures)
    }
    let folder = try writing.writing(for: storage).folder(FilePath(out))
    let facts = try ReportFacts(title: title, of: part, in: storage, models: library)
    let written = try ReportSite(of: part, facts).write(to: folder, progress: terminalProgress())
    say(
      "Written to \(out): \(Count.of(written.persons, "person")), "
        + "\(Count.of(written.media, "photo or video", "photos and videos")); open index.html.")
    if !showAll {
      note("faces that no detector found may remain: look at the pictures before you pass them on")
    }
    try report(written.failures)
  }
}
