import Files
import Foundation
import GraphFormats
import ParallelLoops
import SystemPackage

/// Writes and reads a large random people graph in every format and prints one line of JSON each:
/// what was done, seconds, bytes, and by how much memory grew.
///
/// `FormatsBenchmark EDGES DIRECTORY`; `formats/peers.py` races others on the files it leaves.
/// `FormatsBenchmark read FILE…` reads files of others, each three times, and prints the best time.
@main
enum FormatsBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    if arguments.count > 2, arguments[1] == "read" { return try read(arguments[2...]) }
    guard arguments.count == 3, let edges = Int(arguments[1]), edges > 0 else {
      print("usage: FormatsBenchmark EDGES DIRECTORY")
      exit(64)
    }
    let graph = people(edges: edges)
    let directory = FilePath(arguments[2])
    let writers: [(String, any GraphWriter)] = [
      ("graphml", GraphMLWriter()), ("gexf", GEXFWriter()), ("dot", DOTWriter()),
      ("cytoscape.json", CytoscapeJSONWriter()), ("node-link.json", NodeLinkJSONWriter()),
      ("graphology.json", GraphologyJSONWriter()),
    ]
    for (format, writer) in writers {
      let path = directory.appending("people.\(format)")
      try measure("write", format, path) {
        let file = try AtomicFile(path)
        try writer.write(graph, to: file)
        try file.commit()
      }
    }
    for format in ["graphml", "gexf"] {
      let path = directory.appending("people.\(format)")
      try measure("read", format, path) {
        let back = try GraphReader().read(path)
        guard back.edgeCount == graph.edgeCount, back.edgeWeights == graph.edgeWeights else {
          fatalError("\(format) does not come back")
        }
      }
    }
  }

  private static func read(_ files: ArraySlice<String>) throws {
    for file in files {
      var best = Duration.seconds(1 << 40)
      var edges = 0
      for _ in 0..<3 {
        let start = ContinuousClock.now
        edges = try GraphReader().read(FilePath(file)).edgeCount
        best = min(best, ContinuousClock.now - start)
      }
      print(
        "{\"action\":\"read\",\"file\":\"\(file)\",\"edges\":\(edges),"
          + "\"seconds\":\(best / .seconds(1)),\"memory\":\(peakMemory())}")
    }
  }

  /// People who are pictured together, a tenth as many as links, with evidence on every link.
  private static func people(edges: Int) -> GraphDocument {
    var random = SplitMix64(seed: 1)
    let nodes = max(2, edges / 10)
    func node() -> Int32 {
      // A heavy tail: some people are in very many pictures.
      let share = Double.random(in: 0..<1, using: &random)
      return Int32(share * share * Double(nodes))
    }
    var graph = GraphDocument(
      isDirected: false, nodeIDs: (0..<nodes).map { "person:\($0)" },
      edgeSources: (0..<edges).map { _ in node() }, edgeTargets: (0..<edges).map { _ in node() })
    graph.title = "People who are pictured together"
    graph.nodeColumns = [
      AttributeColumn("modularity_class", integers: (0..<nodes).map { $0 % 97 }),
      AttributeColumn("pageranks", doubles: (0..<nodes).map { 1 / Double($0 + 1) }),
    ]
    graph.edgeWeights = (0..<edges).map { _ in Double.random(in: 0..<100, using: &random) }
    graph.edgeColumns = [
      AttributeColumn("count", integers: (0..<edges).map { $0 % 17 + 1 }),
      AttributeColumn("first", strings: (0..<edges).map { TimeText.date(Int64($0) * 60_000_000) }),
      AttributeColumn("media", strings: (0..<edges).map { "\($0 &* 2_654_435_761) \($0 * 7)" }),
    ]
    return graph
  }

  private static func measure(
    _ action: String, _ format: String, _ path: FilePath, _ work: () throws -> Void
  ) throws {
    let before = peakMemory()
    let clock = ContinuousClock()
    let time = try clock.measure(work)
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    let size = try FileManager.default.attributesOfItem(atPath: path.string)[.size] as? Int ?? 0
    print(
      "{\"action\":\"\(action)\",\"format\":\"\(format)\",\"seconds\":\(seconds),"
        + "\"bytes\":\(size),\"memory\":\(peakMemory() - before)}")
  }

  /// The largest resident size so far, in bytes.
  private static func peakMemory() -> Int {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return usage.ru_maxrss * 1024
  }
}
