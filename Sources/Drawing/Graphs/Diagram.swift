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
/// Graphviz lays the nodes out and draws; what is drawn, and where labels find room, is decided
/// here. A drawing holds no script, no link and no path: pictures are embedded. In SVG, every node
/// and edge shows its attributes when the pointer rests on it. The same diagram gives the same bytes
/// with the same Graphviz and fonts.
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
  }

  /// What a drawing is written as.
  public enum Format: String, CaseIterable, Sendable {
    /// Scalable, with hover titles.
    case svg
    /// Pixels, at most 6,000 a side.
    case png
    /// Scalable, for print.
    case pdf
  }

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
  /// Short facts for below the title, such as the date, the source and parameters.
  public var notes: [String] = []
  /// PNG pictures by node, square; make the corners transparent for a round picture.
  public var portraits: [Int: [UInt8]] = [:]
  /// The largest number of nodes; the strongest are drawn, and the legend says what is missing.
  public var maximumNodes = 1000
  /// The largest number of edges; the strongest are drawn, and the legend says what is missing.
  public var maximumEdges = 5000

  /// A diagram of `graph`.
  public init(_ graph: GraphDocument, engine: Engine = .sfdp) {
    self.graph = graph
    self.engine = engine
  }

  /// Draws the diagram in child processes, one to lay it out and one to draw it.
  ///
  /// - Throws: `GraphDocumentError` if the graph is not valid; `DrawingError`; `FileError`.
  public func render(
    _ format: Format, with process: DrawingProcess = DrawingProcess()
  ) throws -> [UInt8] {
    try graph.validate()
    let selection = DiagramSelection(self)
    let scene = DiagramScene(self, selection)
    let plain = try process.draw(
      scene.layoutDOT(engine), as: .graph(engine: engine.rawValue, format: "plain"))
    let drawing = DiagramDrawing(scene, positions: PlainLayout.positions(plain))
    let images = Dictionary(
      uniqueKeysWithValues: scene.nodes.compactMap { node in
        portraits[node.index].map { (scene.imageName(node), $0) }
      })
    let bytes = try process.draw(
      drawing.dot(for: format), as: .graph(engine: "nop", format: format.rawValue), files: images)
    return switch format {
    case .svg: StandaloneSVG(images: images, titles: scene.hoverTitles()).rewrite(bytes)
    case .png: bytes
    case .pdf: withoutDate(bytes)
    }
  }

  /// Cairo stamps PDF with the time of day; the same diagram must give the same bytes.
  private func withoutDate(_ pdf: [UInt8]) -> [UInt8] {
    var pdf = pdf
    let mark = Array("/CreationDate (D:".utf8)
    guard let start = pdf.firstRange(of: mark)?.upperBound else { return pdf }
    let digits = pdf[start...].prefix { (0x30...0x39).contains($0) }.indices
    for (index, digit) in zip(digits, "19700101000000".utf8) { pdf[index] = digit }
    return pdf
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
