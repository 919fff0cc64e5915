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
  private let events: GraphDocument?
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
    events = graphs.snapshot.events.isEmpty ? nil : try graphs.eventGraphDocument()
    self.notes = notes
    self.renderer = renderer
    self.jobs = jobs
  }

  /// Writes both graphs, and that of the events where any has a name, as GraphML and GEXF into `folder`.
  ///
  /// - Returns: The files' names, and the files that must not be replaced.
  /// - Throws: `FileError` where a file cannot be written.
  public func writeGraphs(to folder: OutputFolder) throws -> (files: [String], failures: [Failure])
  {
    var files: [String] = []
    var failures: [Failure] = []
    let documents =
      [("face_graph", faces), ("people_graph", people)]
      + (events.map { [("event_graph", $0)] } ?? [])
    for (name, document) in documents {
      for format in [GraphFileFormat.graphml, .gexf] {
        let file = "\(name).\(format.rawValue)"
        let refused = try Failure.ofRefusal(file) {
          _ = try format.write(document, to: FilePath(file)) { try folder.file($0) }
        }
        files += refused.isEmpty ? [file] : []
        failures += refused
      }
    }
    return (files, failures)
  }

  /// Draws the people graph as SVG and PNG and the face graph as SVG into `folder`.
  ///
  /// - Returns: The files' names, and the drawings that Graphviz could not make.
  public func writeDrawings(to folder: OutputFolder) -> (files: [String], failures: [Failure]) {
    let drawing = GraphDrawing(graphs, jobs: jobs)
    var peopleDiagram = drawing.people(people, notes: notes)
    var facesDiagram = drawing.faces(faces, notes: notes)
    facesDiagram.maximumNodes = 400
    drawing.addPortraits(to: &peopleDiagram)
    drawing.addPortraits(to: &facesDiagram)
    let drawings: [(String, Diagram, Diagram.Format)] = [
      ("people_graph.svg", peopleDiagram, .svg), ("people_graph.png", peopleDiagram, .png),
      ("face_graph.svg", facesDiagram, .svg),
    ]
    var files: [String] = []
    var failures: [Failure] = []
    for (name, diagram, format) in drawings {
      do {
        let drawing = try diagram.render(format, with: renderer)
        try folder.write(OutputMark.applied(to: drawing), to: FilePath(name))
        files.append(name)
      } catch let refusal as WriteRefusal {
        failures.append(Failure(of: name, refusal))
      } catch {
        failures.append(Failure(path: name, reason: "drawing", message: "\(error)"))
      }
    }
    return (files, failures)
  }
}
