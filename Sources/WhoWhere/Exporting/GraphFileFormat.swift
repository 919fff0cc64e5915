import Files
import GraphFormats
import SystemPackage

/// The formats that graphs are written in.
public enum GraphFileFormat: String, Sendable, CaseIterable {
  /// GraphML, for Gephi, yEd, networkx and igraph.
  case graphml
  /// GEXF 1.3, for Gephi.
  case gexf
  /// DOT, for Graphviz.
  case dot
  /// Cytoscape.js JSON.
  case cytoscape
  /// Node-link JSON, for d3 and networkx.
  case nodeLink = "node-link"
  /// graphology JSON, for Gephi Lite and sigma.js.
  case graphology
  /// A pair of tables for Gephi's spreadsheet import.
  case gephiCSV = "gephi-csv"
  /// A pair of tables for Neo4j's bulk import.
  case neo4jCSV = "neo4j-csv"

  private var writer: (any GraphWriter)? {
    switch self {
    case .graphml: GraphMLWriter()
    case .gexf: GEXFWriter()
    case .dot: DOTWriter()
    case .cytoscape: CytoscapeJSONWriter()
    case .nodeLink: NodeLinkJSONWriter()
    case .graphology: GraphologyJSONWriter()
    case .gephiCSV, .neo4jCSV: nil
    }
  }

  private func tables(relationship: String) -> (any GraphTableWriter)? {
    switch self {
    case .gephiCSV: GephiTables()
    case .neo4jCSV: Neo4jTables(relationship: relationship)
    default: nil
    }
  }

  /// Whether a graph becomes two files, `…-nodes.csv` and `…-edges.csv`.
  public var isPair: Bool { writer == nil }

  /// Writes `graph` to the file at `path`, or for a pair to two files whose names begin with it.
  ///
  /// - Parameters:
  ///   - relationship: What Neo4j calls the edges.
  ///   - open: Starts a file; a `WriteGuard` or `OutputFolder` does.
  /// - Returns: The files that were written.
  /// - Throws: `GraphDocumentError` where the graph is not valid; what `open` throws; `FileError`.
  public func write(
    _ graph: GraphDocument, to path: FilePath, relationship: String = "LINKED_TO",
    open: (FilePath) throws -> AtomicFile
  ) throws -> [FilePath] {
    func commit(_ path: FilePath, _ body: (any ByteSink) throws -> Void) throws -> FilePath {
      let file = try open(path)
      try body(file)
      try file.commit()
      return path
    }
    if let writer { return [try commit(path) { try writer.write(graph, to: $0) }] }
    guard let tables = tables(relationship: relationship) else { return [] }
    var stem = path
    if stem.extension == "csv" { stem.extension = nil }
    func named(_ part: String) -> FilePath {
      stem.removingLastComponent().appending((stem.lastComponent?.string ?? "graph") + part)
    }
    return [
      try commit(named("-nodes.csv")) { try tables.writeNodes(of: graph, to: $0) },
      try commit(named("-edges.csv")) { try tables.writeEdges(of: graph, to: $0) },
    ]
  }

  /// Writes `graph` to `sink`.
  ///
  /// - Precondition: The format is not a pair.
  public func write(_ graph: GraphDocument, to sink: any ByteSink) throws {
    guard let writer else { preconditionFailure("a pair of tables needs two files") }
    try writer.write(graph, to: sink)
  }
}
