import ArgumentParser
import CaseStore
import Drawing
import Files
import GraphFormats
import ParallelLoops
import SystemPackage
import WhoWhere

extension Diagram.Engine: ExpressibleByArgument {}
extension Diagram.Format: ExpressibleByArgument {}

struct GraphRender: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Draw a graph with Graphviz.",
    discussion: """
      Nodes are colored by community. Above --max-nodes the strongest part is drawn, and the \
      picture says what is left out.
      """)

  enum Graph: String, ExpressibleByArgument, CaseIterable {
    case people, faces, ego
  }

  @Option(
    help: """
      people, faces, or ego: one person and everybody seen with that person. (default: people)
      """)
  var graph: Graph?

  @Option(help: ArgumentHelp("The person of an ego graph, by ID or name.", valueName: "person"))
  var person: String?

  @Option(
    help: ArgumentHelp(
      "The layout. (default: neato to 300 nodes, sfdp beyond and for faces)",
      valueName: "engine"))
  var engine: Diagram.Engine?

  @Option(help: "The file type.")
  var format = Diagram.Format.svg

  @Option(
    help: ArgumentHelp(
      "The measure that sizes nodes, as the exports name it: Degree, betweenesscentrality, …",
      valueName: "column"))
  var sizeBy: String?

  @Option(help: ArgumentHelp("Draw at most N nodes.", valueName: "n"))
  var maxNodes = 1000

  @OptionGroup var writing: WritingOptions
  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  @OptionGroup(title: "Graph file") var file: InputOptions

  @OptionGroup(title: "Selection") var selection: SelectionOptions

  @Option(help: ArgumentHelp("The file to write; - is standard output.", valueName: "file"))
  var out: String

  func validate() throws {
    guard (graph == .ego) == (person != nil) else {
      throw ValidationError("--graph ego and --person go together.")
    }
    guard graph == nil || file.input == nil else {
      throw ValidationError("--graph is a graph of the case; --input is drawn as it is.")
    }
    try selection.validate(against: file.input)
    guard maxNodes >= 1 else { throw ValidationError("--max-nodes takes a number from 1.") }
  }

  func run() throws {
    var diagram = try file.document().map(diagram(of:)) ?? diagramOfCase()
    if let engine { diagram.engine = engine }
    if let sizeBy {
      guard diagram.graph.nodeColumn(sizeBy) != nil else {
        let names = diagram.graph.nodeColumns.map(\.name).joined(separator: ", ")
        throw ValidationError("There is no measure \(sizeBy); there are: \(names).")
      }
      diagram.sizeColumn = sizeBy
    }
    diagram.maximumNodes = maxNodes
    let bytes = OutputMark.applied(to: try diagram.render(format))
    if out == "-" {
      try DescriptorSink.standardOutput.write(bytes)
    } else {
      try writing.writing(for: caseOptions).write(bytes, to: FilePath(out))
    }
  }

  private func diagram(of document: GraphDocument) -> Diagram {
    let name = FilePath(file.input ?? "").lastComponent?.string ?? ""
    return GraphDrawing.graph(document, notes: [TerminalText.line(name)])
  }

  private func diagramOfCase() throws -> Diagram {
    let source = try selection.source(caseOptions)
    let graphs = try source.graphs()
    let drawing = GraphDrawing(graphs, jobs: allCores)
    return switch graph ?? .people {
    case .people:
      drawing.people(try graphs.peopleGraphDocument(), notes: graphs.notes)
    case .faces:
      drawing.faces(try graphs.faceGraphDocument(), notes: graphs.notes)
    case .ego:
      drawing.people(
        try graphs.egoGraphDocument(
          around: try source.reader.person(person ?? "")), notes: graphs.notes)
    }
  }
}
