import Files
import SystemPackage

/// Reads a graph file of any format that is known, whichever it holds; its name says nothing.
///
/// It takes what networkx, igraph, Gephi, NetworKit, Cytoscape, Neo4j and yEd write, and all versions
/// of GEXF. Nested graphs are read as one. Attributes keep their type; lists and other types are
/// read as text. A fault costs only itself: what was mended or left out is counted in `GraphReading`,
/// and what would change the meaning of the graph is refused. Reading streams: memory is that of the
/// graph. Nothing is loaded that the file names, and no entity expands.
///
/// ```swift
/// let reading = try GraphReader().reading("friends.graphml")
/// for note in reading.notes { print(note) }
/// ```
public struct GraphReader: Sendable {
  /// How files are read where they leave something open, and bounds.
  public var options = GraphReadOptions()

  /// The formats that are read, for messages and help.
  public static let formats =
    "GraphML, GEXF, GML, Pajek, DOT, JSON (node-link, Cytoscape.js, graphology), and lists of edges in columns (CSV, TSV)"

  /// A reader with the usual choices.
  public init() {}

  /// A reader with the given choices.
  public init(_ options: GraphReadOptions) { self.options = options }

  /// Reads the file at `path`.
  ///
  /// Complexity: O(bytes).
  /// - Throws: `FileError` where the file cannot be read; `GraphReadError` where it is not a graph, or
  ///   one that has no meaning.
  public func reading(_ path: FilePath) throws -> GraphReading {
    let notes = ReadNotes(file: displayName(path), isStrict: options.isStrict)
    return try reading(TextInput(path, options: options, notes: notes))
  }

  /// Reads `bytes`, which came from something that people know as `name`.
  ///
  /// - Throws: As `reading(_:)`, but no `FileError`.
  public func reading(_ bytes: [UInt8], named name: String) throws -> GraphReading {
    var position = 0
    let notes = ReadNotes(file: name, isStrict: options.isStrict)
    let input = try TextInput(named: name, options: options, notes: notes) { buffer in
      let count = min(buffer.count, bytes.count - position)
      bytes.withUnsafeBytes {
        buffer.copyMemory(from: .init(rebasing: $0[position..<position + count]))
      }
      position += count
      return count
    }
    return try reading(input)
  }

  /// The graph in the file at `path`; see `reading(_:)`.
  public func read(_ path: FilePath) throws -> GraphDocument { try reading(path).graph }

  /// The graph in `bytes`; see `reading(_:named:)`.
  public func read(_ bytes: [UInt8], named name: String) throws -> GraphDocument {
    try reading(bytes, named: name).graph
  }

  private func reading(_ input: TextInput) throws -> GraphReading {
    let graph = try readGraph(input)
    do { try graph.validate() } catch {
      throw GraphReadError(file: input.name, line: 0, reason: "\(error)")
    }
    return GraphReading(graph: graph, notes: input.notes.notes)
  }

  private func readGraph(_ input: TextInput) throws -> GraphDocument {
    switch try GraphFileKind(input) {
    case .xml: return try readXML(input)
    case .json:
      var reader = JSONGraphReader(input)
      return try reader.read()
    case .gml:
      var reader = GMLReader(input)
      return try reader.read()
    case .pajek:
      var reader = PajekReader(input)
      return try reader.read()
    case .dot: return try DOTReader(parse: options.parseDOT).read(input)
    case .text:
      guard var reader = EdgeListReader(input) else {
        throw input.error("this is no graph; what is read is \(Self.formats)")
      }
      return try reader.read()
    case .empty: throw input.error("the file is empty")
    case .other(let what):
      throw input.error("this is \(what), not a graph; what is read is \(Self.formats)")
    }
  }

  private func readXML(_ input: TextInput) throws -> GraphDocument {
    var xml = XMLEvents(input)
    guard case .start(let root)? = try xml.next() else {
      throw input.error("there is no element in the file")
    }
    switch root {
    case .graphml:
      var reader = GraphMLReader(xml)
      return try reader.read()
    case .gexf:
      var reader = GEXFReader(xml)
      return try reader.read()
    default:
      throw input.error(
        "<\(xml.elementName)> is neither GraphML nor GEXF; what is read is \(Self.formats)")
    }
  }
}
