import Foundation
import GraphAnalysis

/// Communities of many graphs: how good, and in what time.
///
/// The file has, for every graph, a line `graph NAME NODES` and then a line `SOURCE TARGET WEIGHT` for
/// every edge. Prints a line of JSON for every graph: the modularity and the seconds of the usual
/// setting, of a single seed and of three, and whether a second run found the same.
struct CommunityRace {
  let file: String

  func run() throws {
    for (name, graph) in try graphs() {
      var fields = ["\"graph\":\"\(name)\"", "\"nodes\":\(graph.nodeCount)"]
      for (setting, leiden) in [
        ("one", Leiden(seeds: 1, jobs: 1)), ("three", Leiden(seeds: 3, jobs: 1)),
        ("usual", Leiden(jobs: 1)),
      ] {
        let start = ContinuousClock.now
        let partition = try leiden.partition(of: graph)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let quality = try Modularity().value(of: partition, in: graph)
        fields.append("\"\(setting)\":[\(quality),\(seconds)]")
      }
      let again = try Leiden(jobs: 2).partition(of: graph)
      fields.append("\"same\":\(try Leiden(jobs: 1).partition(of: graph) == again)")
      print("{" + fields.joined(separator: ",") + "}")
    }
  }

  private func graphs() throws -> [(name: String, graph: Graph)] {
    var graphs: [(String, GraphBuilder)] = []
    let text = try String(contentsOfFile: file, encoding: .utf8)
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words[0] == "graph" {
        graphs.append((String(words[1]), try GraphBuilder(nodeCount: Int(words[2])!)))
      } else {
        try graphs[graphs.count - 1].1.addEdge(
          Int(words[0])!, Int(words[1])!, weight: Double(words[2])!)
      }
    }
    return graphs.map { ($0.0, $0.1.build()) }
  }
}
