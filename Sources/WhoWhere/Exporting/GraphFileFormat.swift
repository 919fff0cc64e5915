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
  /// One table, a row a link: for i2 Analyst's Notebook, Maltego and spreadsheets.
  case links

  private func writer(relationship: String) -> (any GraphWriter)? {
    switch self {
    case .graphml: GraphMLWriter()
    case .gexf: GEXFWriter()
    case .dot: DOTWriter()
    case .cytoscape: CytoscapeJSONWriter()
    case .nodeLink: NodeLinkJSONWriter()
    case .graphology: GraphologyJSONWriter()
    case .links: LinkTable(relationship: relationship)
    case .gephiCSV, .neo4jCSV: nil
    }
  }

  private func tables(relationship: String, guards: Bool) -> (any GraphTableWriter)? {
    switch self {
    case .gephiCSV: GephiTables(guardsFormulas: guards)
    case .neo4jCSV: Neo4jTables(relationship: relationship)
    default: nil
    }
  }

  /// What `graph` holds and the format has no place for, in the order of `GraphPart`.
  public func parts(leftOutOf graph: GraphDocument) -> [GraphPart] {
    let missing =
      writer(relationship: "")?.missingParts
      ?? tables(relationship: "", guards: false)?.missingParts ?? []
    let lost = graph.parts.intersection(missing)
    return GraphPart.allCases.filter(lost.contains)
  }

  /// Whether a graph becomes two files, `…-nodes.csv` and `…-edges.csv`.
  public var isPair: Bool { self == .gephiCSV || self == .neo4jCSV }

  /// Writes `graph` to the file at `path`, or for a pair to two files whose names begin with it.
  ///
  /// - Parameters:
  ///   - relationship: What Neo4j and tables of links call the edges.
  ///   - guardsFormulas: Whether texts in Gephi's tables that a spreadsheet takes for formulas get an
  ///     apostrophe in front, which Gephi shows.
  ///   - open: Starts a file; a `WriteGuard` or `OutputFolder` does.
  /// - Returns: The files that were written.
  /// - Throws: `GraphDocumentError` where the graph is not valid; what `open` throws; `FileError`.
  public func write(
    _ graph: GraphDocument, to path: FilePath, relationship: String = "LINKED_TO",
    guardsFormulas: Bool = false, open: (FilePath) throws -> AtomicFile
  ) throws -> [FilePath] {
    func commit(_ path: FilePath, _ body: (any ByteSink) throws -> Void) throws -> FilePath {
      let file = try open(path)
      try body(file)
      try file.commit()
      return path
    }
    if let writer = writer(relationship: relationship) {
      return [try commit(path) { try writer.write(graph, to: $0) }]
    }
    guard let tables = tables(relationship: relationship, guards: guardsFormulas) else { return [] }
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
  public func write(
    _ graph: GraphDocument, to sink: any ByteSink, relationship: String = "LINKED_TO"
  ) throws {
    guard let writer = writer(relationship: relationship) else {
      preconditionFailure("a pair of tables needs two files")
    }
    try writer.write(graph, to: sink)
  }
}
