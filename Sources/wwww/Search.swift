import ArgumentParser
import CaseStore
import Drawing
import Files
import SystemPackage
import WhoWhere

struct Search: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look for the faces of photos among all faces of the case.",
    discussion: """
      The nearest faces are listed for each face of the photos, or, with --same-person, for the \
      mean of all photos. --show any or all lists photos and moments instead: those with any of the \
      people on the photos, or with all of them at once. The smaller the distance the likelier it is one person: with \
      the encoder sface below 0.7 almost surely, above 1.2 hardly ever; with dlib below 0.36 and \
      above 0.6. The photos are not added to the case.
      """)

  @Argument(help: "Photos that show whom to look for.")
  var photos: [String]

  @Flag(help: "The photos show one person: look for the mean of their faces.")
  var samePerson = false

  @Option(
    help: """
      each: the matches of each face. any, all: photos and moments that show any, or all, of the people.
      """)
  var show = Show.each

  enum Show: String, ExpressibleByArgument, CaseIterable { case each, any, all }

  @Option(help: ArgumentHelp("The most matches of each face.", valueName: "n"))
  var limit = 10

  @Option(help: ArgumentHelp("Leave out faces farther than this. (default: none)", valueName: "d"))
  var maxDistance: Double?

  @Option(
    help: ArgumentHelp("Also draw the matches into this .png or .pdf file.", valueName: "file"))
  var sheet: String?

  @OptionGroup var writing: WritingOptions
  @OptionGroup(title: "Case") var caseOptions: CaseOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Finding faces") var indexing: IndexOptions
  @OptionGroup(title: "Models") var models: ModelOptions

  func validate() throws {
    guard limit >= 1 else { throw ValidationError("--limit takes a number from 1.") }
    guard maxDistance ?? 0 >= 0 else {
      throw ValidationError("--max-distance takes a number from 0.")
    }
    guard show == .each || !samePerson && sheet == nil else {
      throw ValidationError("--show any and all go without --same-person and --sheet.")
    }
    guard sheet == nil || sheetFormat != nil else {
      throw ValidationError("--sheet takes a file that ends in .png or .pdf.")
    }
  }

  func run() throws {
    let storage = try caseOptions.openToAsk()
    if show != .each { return try printScenes(in: storage) }
    let result = try SearchJob(
      photos.map { FilePath($0) }, in: storage, models: try models.library(),
      settings: indexing.settings(encoder: storage.encoder())
    ).run(isSamePerson: samePerson, limit: limit, maxDistance: maxDistance ?? .infinity)
    var failures = result.failures
    if result.results.isEmpty {
      for failure in failures { complain(failure) }
      throw SearchError.noFace
    }
    try output.print(result.search.table(of: result.results))
    if result.otherwiseEncoded > 0 {
      note(
        "\(result.otherwiseEncoded) photos and videos of the case were indexed with "
          + "\(indexing.mirror ? "--no-mirror" : "--mirror"), so their distances are too large; "
          + "search with the same")
    }
    if let sheet, let sheetFormat {
      let drawn = MatchSheet(
        of: result.results, from: result.search, as: sheetFormat, jobs: indexing.settings.jobs)
      for file in try drawn.sheet.write(
        to: FilePath(sheet), as: sheetFormat, guardedBy: writing.writing(for: storage))
      {
        note("wrote \(displayName(file))")
      }
      failures += drawn.failures
    }
    try report(failures)
  }

  /// The photos and moments that show any or all of the people on the photos.
  private func printScenes(in storage: SQLiteCase) throws {
    let encoder = try storage.encoder()
    let found = try PhotoFaces(
      in: photos.map { FilePath($0) }, models: try models.library(),
      settings: indexing.settings(encoder: encoder))
    let people = found.faces.flatMap { $0 }
    guard !people.isEmpty else {
      for failure in found.failures { complain(failure) }
      throw SearchError.noFace
    }
    let search = try SceneSearch(
      for: people, in: CaseSnapshot(of: storage, withEmbeddings: true),
      maxDistance: maxDistance ?? encoder.defaultRadius)
    try output.print(search.table(showing: show == .all ? people.count : 1, limit: limit))
    try report(found.failures)
  }

  private var sheetFormat: ContactSheet.Format? {
    sheet.flatMap { ContactSheet.Format(of: FilePath($0)) }
  }
}
