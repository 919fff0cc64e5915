import ArgumentParser
import FaceClustering
import ParallelLoops
import WhoWhere

struct Cluster: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Group the faces of the case into persons.",
    discussion: """
      Persons keep their numbers: a group that is mostly somebody known stays that person. What \
      changed is listed. Decisions of `wwww people` are respected.
      """)

  @OptionGroup(title: "Case") var caseOptions: CaseOptions
  @OptionGroup(title: "Grouping faces") var clustering: ClusterOptions

  @Flag(help: "Tell what would change, and write nothing.")
  var dryRun = false

  @Option(help: ArgumentHelp("Who clusters. (default: $USER, else unknown)", valueName: "name"))
  var author: String?

  @Option(help: ArgumentHelp("How many threads work. (default: all cores)", valueName: "n"))
  var jobs: Int?

  func validate() throws {
    guard jobs ?? 1 >= 1 else { throw ValidationError("--jobs takes a number from 1.") }
  }

  func run() throws {
    let storage = try caseOptions.open()
    let job = ClusterJob(
      on: storage, settings: clustering.settings(jobs: jobs),
      author: author ?? DecisionOptions.user, progress: terminalProgress())
    let result = try dryRun ? job.preview() : job.run()
    if !dryRun {
      try storage.measureConfidence(jobs: jobs ?? allCores)
      try storage.measurePeople(caseOptions.reader(), jobs: jobs ?? allCores)
    }
    for line in lines(result.moves) { print(TerminalText.line(line)) }
    if let warning = result.warning { note(warning) }
    if result.otherwiseEncoded > 0 {
      note(
        "\(Count.of(result.otherwiseEncoded, "face")) of another encoder cannot be compared with the "
          + "others; they stay whose they were. `wwww index` encodes them anew where their photos are"
      )
    }
    if let radius = result.radius { print("radius \(radius), as `wwww epsilon` recommends") }
    print(
      "\(Count.of(result.faces, "face")), \(Count.of(result.persons, "person")), "
        + "\(Count.of(result.unassignedFaces, "unidentified face"))")
  }

  /// Every change; but a case that is clustered for the first time has thousands of new persons.
  private func lines(_ moves: [PersonMoves]) -> [String] {
    func isNew(_ move: PersonMoves) -> Bool {
      move.before == 0 && move.from.allSatisfy { $0.person == nil }
    }
    let new = moves.count(where: isNew)
    guard new > 20 else { return moves.map(\.line) }
    return ["\(new) persons are new"] + moves.filter { !isNew($0) }.map(\.line)
  }
}
