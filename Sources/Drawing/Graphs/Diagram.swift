import GraphFormats

/// A drawing of a graph that explains itself: nodes sized by a measure and colored by community,
/// edges as wide as their weight, labels for the important nodes, a title and a legend.
///
/// ```swift
/// var diagram = Diagram(people)
/// diagram.sizeColumn = "betweenesscentrality"
/// diagram.communityColumn = "modularity_class"
/// diagram.notes = ["2024-05-01", "radius 0.36"]
/// let svg = try diagram.render(.svg)
/// ```
///
/// Graphviz lays the nodes out; what is drawn, and where labels find room, is decided here. Nodes
/// without a link are counted, not drawn, unless no node has one. A label never lies on another
/// node, another label or a line of other nodes; one that finds no room near its node stands
/// farther off, at the end of a thin line. In SVG, every node and edge shows its attributes when the
/// pointer rests on it. The same diagram gives the same bytes with the same Graphviz and fonts.
public struct Diagram: Sendable {
  /// How nodes are laid out.
  public enum Engine: String, CaseIterable, Sendable {
    /// Springs on several scales; for thousands of nodes.
    case sfdp
    /// Stress majorisation; the most even picture up to some hundred nodes.
    case neato
    /// Springs; up to some hundred nodes.
    case fdp
    /// Layers; for small, nearly hierarchical graphs.
    case dot
    /// Circles, one per biconnected part.
    case circo
    /// Rings around a center.
    case twopi
    /// The places that the graph's nodes have.
    case file
  }

  /// What a drawing is written as.
  public typealias Format = Canvas.Format

  /// The graph.
  public var graph: GraphDocument
  /// How nodes are laid out.
  public var engine: Engine
  /// The node column that decides how large a node is and which nodes are left out above the cap;
  /// without one, the sum of a node's edge weights.
  public var sizeColumn: String?
  /// The node column of whole numbers that decides a node's color. Without one, the graph's own
  /// colors are used.
  public var communityColumn: String?
  /// The node column of texts that decides a node's shape: `person` or nothing is a circle, `photo`
  /// a small square, `video` a diamond, `place` a triangle.
  public var kindColumn = "kind"
  /// The edge column of numbers from 0 to 1 that says how sure an edge is: unsure ones are dashed.
  public var confidenceColumn = "confidence"
  /// Short facts for below the title, such as the date, the source and parameters.
  public var notes: [String] = []
  /// PNG pictures by node, square; make the corners transparent for a round picture.
  public var portraits: [Int: [UInt8]] = [:]
  /// The largest number of nodes; the strongest are drawn, and the legend says what is missing.
  public var maximumNodes = 1000
  /// The largest number of edges; the strongest are drawn, and enough to hold together what hangs
  /// together. The legend says what is missing. Without a number, as many as can be told apart.
  public var maximumEdges: Int?
  /// Whether nodes without a link are drawn, too.
  var drawsUnlinked = false
  /// How many nodes get a label; the most important do.
  public var maximumLabels = 120

  /// A diagram of `graph`.
  public init(_ graph: GraphDocument, engine: Engine = .sfdp) {
    self.graph = graph
    self.engine = engine
  }

  /// Whether nodes have places that they can be drawn at.
  public var hasPlaces: Bool { graph.nodePositions?.contains { $0 != nil } ?? false }

  /// The nodes that are drawn, in the graph's order: those that a portrait is of use for.
  public var drawnNodes: [Int] { DiagramSelection(self).nodes }

  /// Draws the diagram; child processes lay it out, measure its texts and paint pixels.
  ///
  /// - Throws: `GraphDocumentError` if the graph is not valid; `DrawingError`; `FileError`.
  public func render(
    _ format: Format, with process: DrawingProcess = DrawingProcess()
  ) throws -> [UInt8] {
    try canvas(with: process).render(format, with: process)
  }

  /// The drawing, for any format.
  public func canvas(with process: DrawingProcess = DrawingProcess()) throws -> Canvas {
    try graph.validate()
    let scene = DiagramScene(self, DiagramSelection(self))
    let positions: [String: Position]
    if engine == .file {
      positions = GivenLayout.positions(of: scene)
    } else {
      let plain = try process.draw(
        scene.layoutDOT(engine), as: .graph(engine: engine.rawValue, format: "plain"))
      positions = PlainLayout.positions(plain)
    }
    let ruler = try TextRuler(scene.allTexts, with: process)
    return DiagramPicture(scene, positions: positions, ruler).canvas()
  }
}

/// Graphviz's `plain` output.
enum PlainLayout {
  /// The center of every node by its name, in points, upwards.
  static func positions(_ bytes: [UInt8]) -> [String: Position] {
    var positions: [String: Position] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 4)
      guard fields.count >= 4, fields[0] == "node", let x = Double(fields[2]),
        let y = Double(fields[3])
      else { continue }
      positions[String(fields[1])] = Position(x: x * 72, y: y * 72)
    }
    return positions
  }
}
