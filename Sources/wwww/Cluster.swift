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

  @Option(help: ArgumentHelp("How many threads work. (default: all cores)", valueName: "n"))
  var jobs: Int?

  func validate() throws {
    guard jobs ?? 1 >= 1 else { throw ValidationError("--jobs takes a number from 1.") }
  }

  func run() throws {
    let storage = try caseOptions.open()
    let result = try ClusterJob(
      on: storage, settings: clustering.settings(jobs: jobs), progress: terminalProgress()
    ).run()
    try storage.measurePeople(caseOptions.reader(), jobs: jobs ?? allCores)
    for line in lines(result.changes) { print(line) }
    if let radius = result.radius { print("radius \(radius), as `wwww epsilon` recommends") }
    print(
      "\(Count.of(result.faces, "face")), \(Count.of(result.persons, "person")), "
        + "\(Count.of(result.unassignedFaces, "face")) of nobody known")
  }
  /// Every change; but a case that is clustered for the first time has thousands of new persons.
  private func lines(_ changes: [PersonChange]) -> [String] {
    func isNew(_ change: PersonChange) -> Bool { if case .new = change { true } else { false } }
    let new = changes.count(where: isNew)
    guard new > 20 else { return changes.map(\.description) }
    return ["\(new) persons are new"] + changes.filter { !isNew($0) }.map(\.description)
  }
}
