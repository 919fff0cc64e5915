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
    abstract: "Draw a graph: as a network, on a timeline, on a map, or as a matrix.",
    discussion: """
      network: people as circles, links as lines. timeline: who was seen when, and with whom. map: \
      who was seen where. matrix: a row and a column a person, for groups so dense that lines hide \
      each other.

      The ending of the file decides its type: .svg, .png or .pdf. Color shows communities, of \
      directed graphs, too. Above --max-nodes the strongest part is drawn. The picture says what \
      was left out, who has no link, date or place, and whose label found no room.
      """)

  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case network, timeline, map, matrix
  }

  @Option(help: "What to draw: network, timeline, map or matrix.")
  var kind = Kind.network

  enum Graph: String, ExpressibleByArgument, CaseIterable {
    case people, faces, ego
  }

  @Option(
    help: """
      people, faces, or ego: one person and everybody seen with that person. (default: people)
      """)
  var graph: Graph?

  @Option(
    help: ArgumentHelp("The person of an ego graph, by ID or name.", valueName: "person"),
    completion: Completions.persons)
  var person: String?

  @Option(
    help: ArgumentHelp(
      """
      The layout; file takes the places that the graph file gives. (default: neato to 300 nodes, sfdp \
      beyond and for faces)
      """,
      valueName: "engine"))
  var engine: Diagram.Engine?

  @Option(help: "The file type. (default: what the file's ending says, else svg)")
  var format: Diagram.Format?

  @Option(
    help: ArgumentHelp(
      "The measure that sizes nodes, as the exports name it: Degree, betweenesscentrality, …",
      valueName: "column"))
  var sizeBy: String?

  @Option(
    help: ArgumentHelp(
      "Draw at most N nodes. (default: 1000; timeline 100, matrix 200)", valueName: "n"))
  var maxNodes: Int?

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
    guard graph == nil || file.input == nil || file.bipartite && graph != .ego else {
      throw ValidationError("--graph is a graph of the case; --input is drawn as it is.")
    }
    try selection.validate(against: file)
    guard maxNodes ?? 1 >= 1 else { throw ValidationError("--max-nodes takes a number from 1.") }
    guard kind == .network || engine == nil && sizeBy == nil else {
      throw ValidationError("--engine and --size-by go with --kind network.")
    }
    guard kind != .map || graph ?? .faces == .faces else {
      throw ValidationError("--kind map draws the face graph; leave out --graph.")
    }
    guard kind == .network || kind == .map || graph != .faces else {
      throw ValidationError("--kind \(kind.rawValue) draws people; leave out --graph faces.")
    }
    _ = try format(of: out)
  }

  private func format(of file: String) throws -> (format: Diagram.Format, note: String?) {
    do {
      return try Diagram.Format.of(file, asked: format, fallback: .svg)
    } catch let error as FileEndingError {
      throw ValidationError(
        "No drawing ends in .\(error.ending). Use .svg, .png or .pdf, or --format.")
    }
  }

  func run() throws {
    let (format, remark) = try format(of: out)
    if let remark { note(remark) }
    let bytes = OutputMark.applied(to: try canvas().render(format))
    if out == "-" {
      try DescriptorSink.standardOutput.write(bytes)
    } else {
      try writing.writing(for: caseOptions).write(bytes, to: FilePath(out))
    }
  }

  private func canvas() throws -> Canvas {
    var document = try file.document()
    if file.bipartite, let read = document {
      let wanted: CaseGraphSource.Kind = graph == .faces || kind == .map ? .faces : .people
      document = try selection.bipartite(read).document(wanted)
    }
    let fileName = TerminalText.line(FilePath(file.input ?? "").lastComponent?.string ?? "")
    let graphs = document == nil ? try selection.source(caseOptions).graphs() : nil
    let notes = graphs.map { $0.notes + selection.notes } ?? [fileName]
    switch kind {
    case .network:
      var diagram =
        try document.map { GraphDrawing.graph($0, notes: notes) } ?? diagramOfCase(graphs!, notes)
      if let engine { diagram.engine = engine }
      guard diagram.engine != .file || diagram.hasPlaces else {
        throw ValidationError("--engine file: the graph gives no places of nodes.")
      }
      if let sizeBy { diagram.sizeColumn = try measure(sizeBy, of: diagram.graph) }
      if let maxNodes { diagram.maximumNodes = maxNodes }
      if let graphs { GraphDrawing(graphs, jobs: allCores).addPortraits(to: &diagram) }
      return try diagram.canvas()
    case .timeline:
      let graph = try document ?? peopleOfCase(graphs!, isDynamic: true)
      var timeline = GraphDrawing.timeline(graph, notes: notes)
      if let maxNodes { timeline.maximumNodes = maxNodes }
      return try timeline.canvas()
    case .map:
      var map = PlaceMap(try document ?? graphs!.faceGraphDocument(), outlines: outlines())
      map.notes = notes
      return try map.canvas()
    case .matrix:
      let graph = try document ?? peopleOfCase(graphs!, isDynamic: false)
      var matrix = GraphDrawing.matrix(graph, notes: notes)
      if let maxNodes { matrix.maximumNodes = maxNodes }
      return try matrix.canvas()
    }
  }

  /// Outlines of countries, where `make setup` has fetched them.
  private func outlines() -> Outlines? {
    let file = "naturalearth_lowres.shp"
    return shippedFolder("maps", holding: file).flatMap {
      try? Outlines(FilePath($0).appending(file))
    }
  }

  private func measure(_ name: String, of graph: GraphDocument) throws -> String {
    guard graph.nodeColumn(name) != nil else {
      let names = graph.nodeColumns.map(\.name)
      let guess = similar(to: name, among: names, limit: 1).first
      throw ValidationError(
        "There is no measure \(name); there are: \(names.joined(separator: ", "))."
          + (guess.map { " Did you mean \($0)?" } ?? ""))
    }
    return name
  }

  private func peopleOfCase(_ graphs: CaseGraphs, isDynamic: Bool) throws -> GraphDocument {
    graph == .ego
      ? try graphs.egoGraphDocument(
        around: caseOptions.reader().person(person ?? ""), isDynamic: isDynamic)
      : try graphs.peopleGraphDocument(isDynamic: isDynamic)
  }

  private func diagramOfCase(_ graphs: CaseGraphs, _ notes: [String]) throws -> Diagram {
    let drawing = GraphDrawing(graphs, jobs: allCores)
    return graph == .faces
      ? drawing.faces(try graphs.faceGraphDocument(), notes: notes)
      : drawing.people(try peopleOfCase(graphs, isDynamic: false), notes: notes)
  }
}
