import ArgumentParser
import CaseStore
import SystemPackage
import WhoWhere

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take in files that `wwww encode` encoded, or faces of the Python tool.",
    discussion: """
      Documents of `wwww encode` come from files, folders of part files, or standard input (-), in any \
      order. The case is then as if `wwww index` had looked at the files.

      A file of the Python tool has one JSON document a line, as dumped from Elasticsearch: my_text is \
      the photo's path, my_vector the 128 numbers, coord the box as top, right, bottom, left; bare or \
      under _source. Pictures are not needed.

      If one line is wrong, nothing is imported.
      """)

  @Argument(help: ArgumentHelp("Files, folders of part files, or -.", valueName: "path"))
  var paths: [String]

  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  func run() throws {
    let sources = try ImportSource.sources(paths)
    if let file = ImportSource.areFaceDocuments(sources) { return try importFaces(file) }
    let storage = try SQLiteCase(creatingIn: caseOptions.path)
    let result = try DocumentImport(
      of: sources, into: storage, progress: terminalProgress()
    ).run()
    say(
      "\(Count.of(result.newMedia, "new photo or video", "new photos and videos")) with "
        + "\(Count.of(result.newFaces, "face")); "
        + "\(Count.of(result.knownFiles, "file")) known before, "
        + "\(Count.of(result.duplicateFiles, "duplicate"))")
    noteOwnFiles(result.ownFiles)
    notePassedOver(result.others, isVerbose: false)
    try report(result.failures)
  }

  private func importFaces(_ file: FilePath) throws {
    let faces = try FaceImport(of: file, progress: terminalProgress())
    let result = try faces.run(into: try SQLiteCase(creatingIn: caseOptions.path))
    say(
      "\(Count.of(result.faces, "face")) in \(Count.of(result.media, "photo")); "
        + "\(result.duplicates) repeated")
    try report(result.failures)
  }
}
