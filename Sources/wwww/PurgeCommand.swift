import ArgumentParser
import CaseStore
import Domain
import Files
import SystemPackage
import WhoWhere

struct PurgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract:
      "Forget persons, photos, a time, or everything, so that no trace is left in the case.",
    discussion: """
      Embeddings, names, decisions, history, lists and the log's details go, and the database is \
      written anew so that the bytes are gone. What stays is that something was purged, when and by \
      whom, and hashes and boxes, so that the next `index` passes those faces over. Files written \
      for the case are listed, not removed. Originals are not touched. It cannot be undone.

      With --case DIR and nothing else, everything is forgotten; --yes confirms that.
      """)

  @Option(
    name: .customLong("person"), parsing: .upToNextOption,
    help: ArgumentHelp("Persons, by ID or name.", valueName: "person"))
  var persons: [String] = []

  @Option(
    name: .customLong("media"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "Photos and videos, by path, name or beginning of the SHA-256.", valueName: "media"))
  var media: [String] = []

  @Option(
    help: ArgumentHelp(
      "Photos and videos that were taken before this time: 2024, 2024-05, 2024-05-01.",
      valueName: "date"))
  var before: String?

  @Flag(help: "Finish a purge that was stopped.")
  var finish = false

  @Flag(help: "Confirm that everything is to be forgotten.")
  var yes = false

  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  @Option(help: ArgumentHelp("Who wants it. (default: $USER, else unknown)", valueName: "name"))
  var author: String?

  func validate() throws {
    let targets = [!persons.isEmpty, !media.isEmpty, before != nil, finish].count { $0 }
    guard targets <= 1 else {
      throw ValidationError("Give one of --person, --media, --before and --finish.")
    }
    if targets == 0 {
      guard caseOptions.isNamed else {
        throw ValidationError(
          "Say what: --person, --media, --before, or --case DIR --yes for everything in that case.")
      }
      guard yes else {
        throw ValidationError("Everything in the case would be forgotten. Confirm with --yes.")
      }
    }
    if let before, !TimeSpan.isMoment(before) {
      throw ValidationError("\(before) is no time such as 2024, 2024-05 or 2024-05-01T18:30.")
    }
  }

  func run() throws {
    let storage = try caseOptions.open()
    if finish {
      try storage.finishPurge()
      return say("Done: what was deleted is overwritten.")
    }
    let report = try storage.purge(
      try target(), by: author ?? DecisionOptions.user, version: programVersion)
    let purged = report.purged
    say(
      "Purged: \(Count.of(purged.persons.count, "person")), \(Count.of(purged.faces, "face")), "
        + "\(Count.of(purged.media, "photo or video", "photos and videos")), "
        + "\(Count.of(purged.decisions, "decision")), details of "
        + "\(Count.of(purged.entries.count, "entry of the log", "entries of the log")).")
    if report.undated > 0 {
      note(
        "\(Count.of(report.undated, "photo or video", "photos and videos")) without a date stayed; "
          + "--media names them")
    }
    if !persons.isEmpty {
      note("faces of theirs that were not recognized as such stay among those of nobody and others")
    }
    if !report.outputs.isEmpty {
      note(
        "\(Count.of(report.outputs.count, "file")) written for this case still "
          + "\(report.outputs.count == 1 ? "stands and" : "stand and") may show what was purged; "
          + "remove them yourself:")
      if report.outputs.count <= 20 {
        for path in report.outputs { note("  \(displayName(path))") }
      } else {
        let folders = Dictionary(grouping: report.outputs) { $0.removingLastComponent() }
        for (folder, files) in folders.sorted(by: { $0.key.string < $1.key.string }) {
          note("  \(displayName(folder)): \(Count.of(files.count, "file"))")
        }
      }
    }
    note("originals, backups and copies of the case are not touched")
  }

  private func target() throws -> PurgeTarget {
    let reader = try caseOptions.reader()
    if !persons.isEmpty { return .persons(try persons.map(reader.person)) }
    if !media.isEmpty { return .media(try media.map(reader.media)) }
    if let before { return .before(before) }
    return .everything
  }
}
