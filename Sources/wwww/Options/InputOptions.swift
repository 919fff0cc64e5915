import ArgumentParser
import Drawing
import Foundation
import GraphFormats
import SystemPackage
import WhoWhere

extension GraphReadOptions.UndeclaredNodes: ExpressibleByArgument {}
extension GraphReadOptions.MixedDirections: ExpressibleByArgument {}

/// A graph file that is used instead of the case, and how it is read.
struct InputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      A graph file to use instead of the case: \(GraphReader.formats). Its content counts, not its \
      name.
      """, valueName: "file"))
  var input: String?

  @Flag(
    help: "Refuse a graph file with faults. Without it they are mended or left out, and counted.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "What to do about nodes that edges name but nothing declares: add them, drop the edges, refuse.",
      valueName: "what"))
  var undeclared: GraphReadOptions.UndeclaredNodes?

  @Option(
    help: ArgumentHelp(
      """
      What to make of a file with directed and undirected edges: directed (an undirected edge leads \
      both ways), undirected, refuse. (default: directed)
      """, valueName: "what"))
  var mixed: GraphReadOptions.MixedDirections?

  @Option(
    help: ArgumentHelp(
      """
      What the columns of an edge list are, where its header does not tell: \
      source=from,target=to,weight=3 by name or number, or source,target,weight in their order; \
      also type and time.
      """, valueName: "columns"))
  var columns: String?

  @Option(help: ArgumentHelp("A table of nodes beside an edge list.", valueName: "file"))
  var nodes: String?

  @Flag(
    help: """
      The file says who is in what, such as a list of photos and persons: persons who share a \
      photo are linked. Without a header that tells, the first column is the person.
      """)
  var bipartite = false

  @Flag(help: "Edges of an edge list that does not say so have a direction.")
  var directed = false

  @Option(
    help: ArgumentHelp(
      """
      Where values change over time, take those of this time, written as in the file. (default: the \
      last)
      """, valueName: "time"))
  var at: String?

  func validate() throws {
    let isAlone = !strict && !directed && !bipartite && undeclared == nil && mixed == nil
    guard input != nil || isAlone && columns == nil && nodes == nil && at == nil else {
      throw ValidationError(
        """
        --strict, --undeclared, --mixed, --columns, --nodes, --bipartite, --directed and --at say how --input \
        is read; name a file with it.
        """)
    }
    if let columns, EdgeListColumns(columns) == nil {
      throw ValidationError(
        "--columns takes source=…,target=…, or names in the order of the columns with both in it.")
    }
  }

  /// The graph of the file, if there is one; what was mended in it is told on standard error.
  func document() throws -> GraphDocument? {
    guard let input else { return nil }
    var options = GraphReadOptions()
    options.isStrict = strict
    if let undeclared { options.undeclaredNodes = undeclared }
    if let mixed { options.mixedDirections = mixed }
    options.time = at
    options.columns = columns.flatMap { EdgeListColumns($0) }
    options.nodes = nodes.map { FilePath($0) }
    options.isBipartite = bipartite
    if directed { options.isDirected = true }
    options.parseDOT = { text in
      try DrawingProcess().draw(String(decoding: text, as: UTF8.self), as: .parse)
    }
    let reading = try GraphReader(options).reading(FilePath(input))
    for text in reading.notes { note("\(input): \(text)") }
    return reading.graph
  }
}
