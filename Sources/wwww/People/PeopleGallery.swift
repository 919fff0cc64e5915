import ArgumentParser
import SystemPackage
import WhoWhere

struct PeopleGallery: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gallery",
    abstract: "Look for known people, by portraits, among everybody in the case.",
    discussion: """
      Portraits are pictures named after who they show (`Ada Lovelace.jpg`, `Ada Lovelace 2.jpg`, or \
      `Ada Lovelace/….jpg`), or a CSV file with the columns name,path. With --accept, persons without \
      a name get the name of whom they show with at least this probability. Such names are \
      marked as unconfirmed until `wwww people confirm` confirms the person.
      """)

  @Argument(help: ArgumentHelp("A folder of portraits, or a CSV file.", valueName: "folder|file"))
  var gallery: String

  @Option(
    help: ArgumentHelp(
      "Give the names that are at least so probable, 0 to 1.", valueName: "probability"))
  var accept: Double?

  @OptionGroup(title: "Decision") var options: DecisionOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Finding faces") var indexing: IndexOptions
  @OptionGroup(title: "Models") var models: ModelOptions

  func validate() throws {
    if let accept, !(0...1).contains(accept) {
      throw ValidationError("--accept takes a probability, 0 to 1.")
    }
  }

  func run() throws {
    let storage = try options.caseOptions.open()
    var search = try GallerySearch(
      for: Gallery(FilePath(gallery)), in: storage, models: models.library(),
      settings: indexing.settings(encoder: storage.encoder()))
    var failures = search.failures
    if let accept { failures += search.accept(accept, by: try options.curation()) }
    try output.print(search.table)
    try report(failures)
  }
}
