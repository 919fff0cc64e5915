import ArgumentParser
import Files
import GraphFormats
import SystemPackage
import WhoWhere

extension TableRows.Format: ExpressibleByArgument {}

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a table of the case as CSV or JSON, or its faces with their vectors.",
    discussion: """
      With --vectors, faces are written as JSON, one document a line, with my_text, coord and \
      my_vector: what `wwww import` reads.
      """)

  enum Table: String, ExpressibleByArgument, CaseIterable {
    case faces, people, appearances, cooccurrences, media, attendances
  }

  @Argument(help: "What to write.")
  var table: Table

  @Option(
    help: """
      csv, json (one array) or ndjson (one object a line). (default: what the file's ending says, \
      else csv)
      """)
  var format: TableRows.Format?

  @Flag(help: "faces: write the embeddings, as JSON.")
  var vectors = false

  @Option(help: ArgumentHelp("The file to write. (default: standard output)", valueName: "file"))
  var out: String?

  @OptionGroup var writing: WritingOptions
  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  func validate() throws {
    guard !vectors || table == .faces else { throw ValidationError("--vectors goes with faces.") }
    guard !vectors || format == nil else {
      throw ValidationError("--vectors always writes ndjson; leave out --format.")
    }
  }

  func run() throws {
    try? caseOptions.open().measureConfidence()
    let storage = try caseOptions.openToAsk()
    let snapshot = try CaseSnapshot(of: storage, withEmbeddings: vectors)
    guard let out, out != "-" else { return try write(snapshot, to: DescriptorSink.standardOutput) }
    let file = try writing.writing(for: storage).file(FilePath(out), isPrivate: vectors)
    try write(snapshot, to: file)
    try file.commit()
  }

  private func write(_ snapshot: CaseSnapshot, to sink: any ByteSink) throws {
    if vectors { return try FaceDocuments(of: snapshot).write(to: sink) }
    let tables = TableExports(of: try CaseGraphs(of: snapshot))
    let ending = out.flatMap { FilePath($0).extension?.lowercased() }
    let format = format ?? ending.flatMap { TableRows.Format(rawValue: $0) } ?? .csv
    switch table {
    case .faces: try tables.writeFaces(to: sink, as: format)
    case .people: try tables.writePeople(to: sink, as: format)
    case .appearances: try tables.writeAppearances(to: sink, as: format)
    case .cooccurrences: try tables.writeCooccurrences(to: sink, as: format)
    case .media: try tables.writeMedia(to: sink, as: format)
    case .attendances: try tables.writeAttendances(to: sink, as: format)
    }
  }
}
