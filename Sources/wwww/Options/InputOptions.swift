import ArgumentParser
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
    help: "Refuse a graph file with faults; else they are mended or left out, counted, and told.")
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
      The time of which values are taken that change over time, as the file writes times; the last \
      without it.
      """, valueName: "time"))
  var at: String?

  func validate() throws {
    guard input != nil || !(strict || undeclared != nil || mixed != nil || at != nil) else {
      throw ValidationError(
        "--strict, --undeclared, --mixed and --at say how --input is read; name a file with it.")
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
    let reading = try GraphReader(options).reading(FilePath(input))
    for text in reading.notes { note("\(TerminalText.line(input)): \(text)") }
    return reading.graph
  }
}
