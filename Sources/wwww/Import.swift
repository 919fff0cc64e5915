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
    let faces = try FaceImport(of: FilePath(file), progress: terminalProgress())
    let result = try faces.run(into: try SQLiteCase(creatingIn: caseOptions.path))
    print(
      "\(Count.of(result.faces, "face")) in \(Count.of(result.media, "photo")); "
        + "\(result.duplicates) repeated")
    try report(result.failures)
  }
}
