import ArgumentParser
import CaseStore
import SystemPackage
import WhoWhere

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take in faces that were encoded elsewhere, such as by the Python tool.",
    discussion: """
      The file has one JSON document a line, as dumped from Elasticsearch: my_text is the photo's \
      path, my_vector the 128 numbers, coord the box as top, right, bottom, left; bare or under \
      _source. Pictures are not needed. If one line is wrong, nothing is imported.
      """)

  @Argument(help: ArgumentHelp("The file of faces.", valueName: "file.ndjson"))
  var file: String

  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  func run() throws {
    let result = try FaceImport(into: try SQLiteCase(creatingIn: caseOptions.path))
      .run(FilePath(file))
    print("\(result.faces) faces in \(result.media) photos; \(result.duplicates) were repeated")
    try report(result.failures)
  }
}
