import ArgumentParser
import Files
import SystemPackage
import WhoWhere

extension GraphFileFormat: ExpressibleByArgument {}

struct GraphExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a graph as GraphML, GEXF, DOT, JSON or tables.",
    discussion: """
      gephi-csv and neo4j-csv write two files, NAME-nodes.csv and NAME-edges.csv. With --input, \
      any GraphML or GEXF file is written anew in another format.
      """)

  @OptionGroup(title: "Graph") var source: DocumentOptions

  @Option(help: "The format of the file.")
  var format = GraphFileFormat.graphml

  @Flag(help: "Add the moments of photos and videos, for Gephi's timeline (gexf).")
  var dynamic = false

  @Option(help: ArgumentHelp("The file to write; - is standard output.", valueName: "file"))
  var out: String

  @OptionGroup var writing: WritingOptions

  func validate() throws {
    guard !(out == "-" && format.isPair) else {
      throw ValidationError("\(format.rawValue) writes two files; name one with --out.")
    }
    guard !dynamic || format == .gexf else {
      throw ValidationError("--dynamic goes with --format gexf.")
    }
  }

  func run() throws {
    let document = try source.document(isDynamic: dynamic)
    if out == "-" {
      try format.write(document, to: DescriptorSink.standardOutput)
    } else {
      let writing = try writing.writing(for: source.caseOptions)
      let files = try format.write(
        document, to: FilePath(out), relationship: source.relationship
      ) { try writing.file($0) }
      for file in files { print(displayName(file)) }
    }
  }
}
