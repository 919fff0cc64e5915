import ArgumentParser
import FaceClustering
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

  @OptionGroup var threads: JobsOptions

  func run() throws {
    let storage = try caseOptions.open()
    let job = ClusterJob(
      on: storage, settings: clustering.settings(jobs: threads.jobs),
      author: author ?? DecisionOptions.user, progress: terminalProgress())
    let result = try dryRun ? job.preview() : job.run()
    if !dryRun {
      try storage.measureConfidence(jobs: threads.count)
      try storage.measurePeople(caseOptions.reader(), jobs: threads.count)
    }
    for line in lines(result.moves) { say(line) }
    if let warning = result.warning { note(warning) }
    if result.otherwiseEncoded > 0 {
      note(
        "\(Count.of(result.otherwiseEncoded, "face")) of another encoder cannot be compared with the "
          + "others; they stay whose they were. `wwww index` encodes them anew where their photos are"
      )
    }
    if let radius = result.radius { say("radius \(radius), as `wwww epsilon` recommends") }
    say(
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
