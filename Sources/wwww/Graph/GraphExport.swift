import ArgumentParser
import Files
import GraphFormats
import SystemPackage
import WhoWhere

extension GraphFileFormat: ExpressibleByArgument {}

struct GraphExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a graph for other programs: GraphML, GEXF, DOT, JSON or tables.",
    discussion: """
      The ending of the file decides the format: .graphml, .gexf, .dot, .json (node-link), .cyjs, \
      .csv (links: one row a link, for i2, Maltego and spreadsheets). --format overrides it. \
      gephi-csv and neo4j-csv write two files, NAME-nodes.csv and NAME-edges.csv. With --input, \
      any graph file is written anew in another format.

      Gephi reads INF in a text as "Infinity"; in GraphML and GEXF an invisible character (U+2060) \
      after the I keeps it from doing so, but not in labels, where Gephi leaves it alone. In \
      gephi-csv such a character stands in one cell of a text column that Gephi would take for \
      numbers or dates.
      """)

  @OptionGroup(title: "Graph") var source: DocumentOptions

  @Option(help: "The format of the file. (default: what its ending says, else graphml)")
  var format: GraphFileFormat?

  @Flag(help: "Add the times of photos and videos, for Gephi's timeline (gexf).")
  var dynamic = false

  @Flag(
    help: """
      gephi-csv: put an apostrophe before texts that a spreadsheet would run as a formula; Gephi \
      shows it.
      """)
  var spreadsheetSafe = false

  @Option(help: ArgumentHelp("The file to write; - is standard output.", valueName: "file"))
  var out: String

  @OptionGroup var writing: WritingOptions

  func validate() throws {
    let format = try self.format(of: out).format
    guard !(out == "-" && format.isPair) else {
      throw ValidationError("\(format.rawValue) writes two files; name one with --out.")
    }
    guard !dynamic || format == .gexf else {
      throw ValidationError("--dynamic goes with GEXF: --out NAME.gexf.")
    }
    guard !spreadsheetSafe || format == .gephiCSV else {
      throw ValidationError("--spreadsheet-safe goes with --format gephi-csv.")
    }
  }

  private func format(of file: String) throws -> (format: GraphFileFormat, note: String?) {
    do {
      return try GraphFileFormat.of(file, asked: format, fallback: .graphml)
    } catch let error as FileEndingError {
      throw ValidationError(
        "No format ends in .\(error.ending). Name one with --format: "
          + GraphFileFormat.allCases.map(\.rawValue).joined(separator: ", ") + ".")
    }
  }

  func run() throws {
    let (format, remark) = try format(of: out)
    if let remark { note(remark) }
    let document = try source.document(
      isDynamic: dynamic, hasFullEvidence: format == .links)
    // What came from a file should not be lost without a word; a case still has it.
    let lost = source.file.input == nil ? [] : format.parts(leftOutOf: document).map(\.rawValue)
    if !lost.isEmpty {
      note("\(format.rawValue) has no place for \(lost.joined(separator: ", ")): left out.")
    }
    if out == "-" {
      try format.write(
        document, to: DescriptorSink.standardOutput, relationship: source.relationship)
    } else {
      let writing = try writing.writing(for: source.caseOptions)
      let files = try format.write(
        document, to: FilePath(out), relationship: source.relationship,
        guardsFormulas: spreadsheetSafe
      ) { try writing.file($0) }
      for file in files { say(displayName(file)) }
    }
  }
}
