import Foundation
import GraphFormats
import Testing

/// Foundation's parser judges the syntax, and gives the values back.
struct JSONWriterTests {
  private func object(_ graph: GraphDocument, _ writer: any GraphWriter) throws -> [String: Any] {
    let data = Data(try written(graph, writer).utf8)
    return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func cytoscape() throws {
    var graph = GraphDocument.sample
    graph.nodePositions = [Position(x: 1, y: 2), Position(x: 0, y: 0), Position(x: 0, y: 0)]
    let elements = try #require(object(graph, CytoscapeJSONWriter())["elements"] as? [String: Any])
    let nodes = try #require(elements["nodes"] as? [[String: Any]])
    let data = try #require(nodes[0]["data"] as? [String: Any])
    #expect(data["id"] as? String == "person:0")
    #expect(data["label"] as? String == "Ada")
    #expect(data["modularity_class"] as? Int == 0)
    #expect((nodes[0]["position"] as? [String: Double]) == ["x": 1, "y": -2])
    let edges = try #require(elements["edges"] as? [[String: Any]])
    #expect((edges[1]["data"] as? [String: Any])?["source"] as? String == "person:1")
  }

  @Test func nodeLink() throws {
    let whole = try object(.sample, NodeLinkJSONWriter())
    #expect(whole["directed"] as? Bool == false)
    #expect(whole["multigraph"] as? Bool == false)
    let links = try #require(whole["links"] as? [[String: Any]])
    #expect(links[0]["target"] as? String == "media:a")
    #expect(links[0]["weight"] as? Double == 2)
    #expect(links[0]["count"] as? Int == 2)
  }

  @Test func graphology() throws {
    let whole = try object(.sample, GraphologyJSONWriter())
    let options = try #require(whole["options"] as? [String: Any])
    #expect(options["type"] as? String == "undirected")
    let nodes = try #require(whole["nodes"] as? [[String: Any]])
    #expect(nodes[2]["key"] as? String == "media:a")
    let edges = try #require(whole["edges"] as? [[String: Any]])
    #expect(edges[0]["undirected"] as? Bool == true)
    #expect((edges[0]["attributes"] as? [String: Any])?["weight"] as? Double == 2)
  }

  @Test(arguments: 0..<100)
  func hostileText(seed: Int) throws {
    let graph = GraphDocument.random(seed: UInt64(seed), withSpells: false)
    let whole = try object(graph, NodeLinkJSONWriter())
    let nodes = try #require(whole["nodes"] as? [[String: Any]])
    let texts = nodes.map { ($0["id"] as? String, $0["label"] as? String) }
    for node in graph.nodeIDs.indices {
      #expect(
        texts[node].0.map { Array($0.unicodeScalars) } == Array(graph.nodeIDs[node].unicodeScalars))
      #expect(
        texts[node].1.map { Array($0.unicodeScalars) }
          == Array(graph.nodeLabels[node].unicodeScalars))
    }
    _ = try object(graph, CytoscapeJSONWriter())
    _ = try object(graph, GraphologyJSONWriter())
  }

  @Test func emptyGraph() throws {
    let graph = GraphDocument(isDirected: true, nodeIDs: [], edgeSources: [], edgeTargets: [])
    for writer in [
      CytoscapeJSONWriter() as any GraphWriter, NodeLinkJSONWriter(), GraphologyJSONWriter(),
    ] {
      _ = try object(graph, writer)
    }
  }
}
