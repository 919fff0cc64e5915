import CaseStore
import Files
import GraphFormats
import SystemPackage

/// The face graph and the people graph as files: GraphML, GEXF and drawings.
public struct GraphExports {
  private let graphs: CaseGraphs
  private let notes: [String]
  private let renderer: GraphvizRenderer
  private let jobs: Int

  /// The most persons who are drawn with their portrait; more would be too small to know.
  private static let mostPortraits = 80

  /// Exports of `graphs`.
  ///
  /// - Parameters:
  ///   - notes: Short facts for the drawings, such as the parameters.
  ///   - renderer: What draws.
  ///   - jobs: How many threads cut portraits.
  public init(of graphs: CaseGraphs, notes: [String], renderer: GraphvizRenderer, jobs: Int) {
    self.graphs = graphs
    self.notes = notes
    self.renderer = renderer
    self.jobs = jobs
  }

  /// Writes both graphs as GraphML and GEXF into `folder`.
  ///
  /// - Returns: The files' names.
  /// - Throws: `FileError` where a file cannot be written.
  public func writeGraphs(to folder: FilePath) throws -> [String] {
    let documents = [
      ("face_graph", graphs.faceGraphDocument()), ("people_graph", graphs.peopleGraphDocument()),
    ]
    let writers: [(String, any GraphWriter)] = [
      ("graphml", GraphMLWriter()), ("gexf", GEXFWriter()),
    ]
    return try documents.flatMap { name, document in
      try writers.map { ending, writer in
        let file = try AtomicFile(folder.appending("\(name).\(ending)"))
        try writer.write(document, to: file)
        try file.commit()
        return "\(name).\(ending)"
      }
    }
  }

  /// Draws the people graph as SVG and PNG and the face graph as SVG into `folder`.
  ///
  /// - Returns: The files' names, and the drawings that Graphviz could not make.
  public func writeDrawings(to folder: FilePath) -> (files: [String], failures: [Failure]) {
    var people = Diagram(
      graphs.peopleGraphDocument(), engine: graphs.snapshot.persons.count > 300 ? .sfdp : .neato)
    people.sizeColumn = "Weighted Degree"
    people.communityColumn = "modularity_class"
    people.notes = notes
    if graphs.snapshot.persons.count <= Self.mostPortraits {
      people.portraits = Portraits(of: graphs.snapshot, jobs: jobs)
        .pictures(of: graphs.snapshot.persons.indices)
    }
    var faces = Diagram(graphs.faceGraphDocument())
    faces.sizeColumn = "Degree"
    faces.communityColumn = "modularity_class"
    faces.notes = notes

    let drawings: [(String, Diagram, Diagram.Format)] = [
      ("people_graph.svg", people, .svg), ("people_graph.png", people, .png),
      ("face_graph.svg", faces, .svg),
    ]
    var files: [String] = []
    var failures: [Failure] = []
    for (name, diagram, format) in drawings {
      do {
        try writeAtomically(try diagram.render(format, with: renderer), to: folder.appending(name))
        files.append(name)
      } catch {
        failures.append(Failure(path: name, reason: "drawing", message: "\(error)"))
      }
    }
    return (files, failures)
  }
}
