import CaseStore
import Domain
import Drawing
import Files
import GraphFormats
import SystemPackage

/// The face graph and the people graph as files: GraphML, GEXF and drawings.
public struct GraphExports {
  private let graphs: CaseGraphs
  private let faces: GraphDocument
  private let people: GraphDocument
  private let notes: [String]
  private let renderer: DrawingProcess
  private let jobs: Int

  /// Exports of `graphs`.
  ///
  /// - Parameters:
  ///   - notes: Short facts for the drawings, such as the parameters.
  ///   - renderer: What draws.
  ///   - jobs: How many threads cut portraits.
  /// - Throws: `GraphError` where a graph cannot be laid out.
  public init(of graphs: CaseGraphs, notes: [String], renderer: DrawingProcess, jobs: Int) throws {
    self.graphs = graphs
    faces = try graphs.faceGraphDocument()
    people = try graphs.peopleGraphDocument()
    self.notes = notes
    self.renderer = renderer
    self.jobs = jobs
  }

  /// Writes both graphs as GraphML and GEXF into `folder`.
  ///
  /// - Returns: The files' names.
  /// - Throws: `FileError` where a file cannot be written.
  public func writeGraphs(to folder: FilePath) throws -> [String] {
    try [("face_graph", faces), ("people_graph", people)].flatMap { name, document in
      try [GraphFileFormat.graphml, .gexf].map { format in
        let file = "\(name).\(format.rawValue)"
        _ = try format.write(document, to: folder.appending(file))
        return file
      }
    }
  }

  /// Draws the people graph as SVG and PNG and the face graph as SVG into `folder`.
  ///
  /// - Returns: The files' names, and the drawings that Graphviz could not make.
  public func writeDrawings(to folder: FilePath) -> (files: [String], failures: [Failure]) {
    let drawing = GraphDrawing(graphs, jobs: jobs)
    let peopleDiagram = drawing.people(people, notes: notes)
    let facesDiagram = drawing.faces(faces, notes: notes)
    let drawings: [(String, Diagram, Diagram.Format)] = [
      ("people_graph.svg", peopleDiagram, .svg), ("people_graph.png", peopleDiagram, .png),
      ("face_graph.svg", facesDiagram, .svg),
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
