import GraphFormats
import Testing

/// JSON of other programs.
struct JSONGraphReaderTests {
  private func read(_ text: String) throws -> GraphReading {
    try GraphReader().reading(Array(text.utf8), named: "test")
  }

  @Test func networkx() throws {
    let graph = try read(
      #"""
      {"directed": true, "multigraph": false, "graph": {"name": "G", "year": 1999},
       "nodes": [{"club": "06", "age": 3, "id": 0}, {"id": "b\u00e9\ud83d\ude00", "age": null}],
       "edges": [{"weight": 2.5, "ok": true, "source": 0, "target": "bé😀"}]}
      """#
    ).graph
    #expect(graph.isDirected)
    #expect(graph.nodeIDs == ["0", "bé😀"])
    #expect(graph.title == "G")
    #expect(graph.graphColumns == [AttributeColumn("year", integers: [1999])])
    #expect(graph.nodeColumn("club")?.values == .string(["06", nil]))
    #expect(graph.nodeColumn("age")?.values == .integer([3, nil]))
    #expect(graph.edgeWeights == [2.5])
    #expect(graph.edgeColumn("ok")?.values == .boolean([true]))
  }

  /// networkx 1 and d3 name nodes by position.
  @Test func endsByPosition() throws {
    let reading = try read(
      #"""
      {"links": [{"source": 2, "target": 0, "value": 5}],
       "nodes": [{"id": "a"}, {"id": "b"}, {"id": "c"}]}
      """#)
    #expect(reading.graph.nodeIDs == ["a", "b", "c"])
    #expect(reading.graph.edgeSources == [2])
    #expect(reading.graph.edgeTargets == [0])
    #expect(reading.graph.edgeWeights == [5])
    #expect(Set(reading.notes.map(\.kind)) == [.endsByPosition, .weightFromValue])
  }

  @Test func nodesWithoutIdentifiers() throws {
    let byPosition = try read(
      #"{"nodes":[{"name":"Ada"},{"name":"Ben"}],"links":[{"source":1,"target":0}]}"#
    ).graph
    #expect(byPosition.nodeIDs == ["Ada", "Ben"])
    #expect(byPosition.edgeSources == [1])
    let byName = try read(
      #"{"nodes":[{"name":"Ada"},{"name":"Ben"}],"links":[{"source":"Ben","target":"Ada"}]}"#
    ).graph
    #expect(byName.nodeIDs == ["Ada", "Ben"])
    #expect(byName.edgeSources == [1])
    #expect(byName.edgeTargets == [0])
  }

  @Test func numbersThatAreIdentifiersComeFirst() throws {
    let graph = try read(
      #"{"nodes":[{"id":1},{"id":0}],"links":[{"source":0,"target":1}]}"#
    ).graph
    #expect(graph.edgeSources == [1])
  }

  @Test(arguments: [
    #"{"elements":{"nodes":[{"data":{"id":"a","name":"Ada"},"position":{"x":1,"y":2}},{"data":{"id":"b","parent":"a"}}],"edges":[{"data":{"id":"edge:x","source":"a","target":"b","weight":3}}]}}"#,
    #"{"elements":[{"data":{"id":"a","name":"Ada"},"position":{"x":1,"y":2}},{"data":{"id":"b","parent":"a"}},{"group":"edges","data":{"id":"x","source":"a","target":"b","weight":3}}]}"#,
  ])
  func cytoscape(text: String) throws {
    let graph = try read(text).graph
    #expect(graph.nodeLabels == ["Ada", "b"])
    #expect(graph.nodePositions == [Position(x: 1, y: -2), nil])
    #expect(graph.nodeParents == [nil, 0])
    #expect(graph.edgeIDs == ["x"])
    #expect(graph.edgeWeights == [3])
  }

  @Test func graphology() throws {
    let reading = try read(
      #"""
      {"attributes":{"name":"G"},"options":{"type":"mixed","multi":true},
       "nodes":[{"key":"a","attributes":{"label":"Ada","x":1,"y":2,"size":3,"color":"#f00"}},{"key":"b"}],
       "edges":[{"key":"e","source":"a","target":"b","attributes":{"weight":2}},
                {"key":"f","source":"a","target":"b","undirected":true}]}
      """#)
    let graph = reading.graph
    #expect(graph.isDirected)
    #expect(graph.edgeCount == 3)
    #expect(graph.nodeColors == [Color(255, 0, 0), nil])
    #expect(graph.nodeSizes == [3, nil])
    #expect(graph.edgeWeights == [2, 1, 1])
    #expect(reading.notes.map(\.kind) == [.undirectedEdge])
  }

  @Test(arguments: [
    NodeLinkJSONWriter() as any GraphWriter, CytoscapeJSONWriter(), GraphologyJSONWriter(),
  ])
  func whatIsWrittenComesBack(writer: any GraphWriter) throws {
    for seed in 0..<60 {
      var graph = GraphDocument.random(seed: UInt64(seed), withSpells: false)
      // JSON has no infinite numbers, and no empty text is a label.
      graph.nodeColumns = graph.nodeColumns.filter {
        if case .double = $0.values { false } else { true }
      }
      graph.edgeColumns = graph.edgeColumns.filter {
        if case .double = $0.values { false } else { true }
      }
      let back = try read(try written(graph, writer)).graph
      #expect(back.nodeIDs == graph.nodeIDs)
      #expect(back.edgeSources == graph.edgeSources)
      #expect(back.edgeTargets == graph.edgeTargets)
      #expect(back.isDirected == graph.isDirected)
      #expect(back.edgeWeights == graph.edgeWeights)
      #expect(back.nodeColors == graph.nodeColors)
      #expect(back.nodeSizes == graph.nodeSizes)
      #expect(back.nodeLabels == zip(graph.nodeLabels, graph.nodeIDs).map { $0.isEmpty ? $1 : $0 })
      for column in graph.nodeColumns
      where (0..<column.count).contains(where: { column.text(at: $0) != nil }) {
        #expect(back.nodeColumn(column.name) == column)
      }
    }
  }

  @Test(arguments: [
    ("{\"nodes\": [", 1, "cut off"), ("{\"nodes\": [{\"id\": 1}\n{\"id\": 2}]}", 2, "comma"),
    ("{\"a\": 1}", 1, "no graph"), ("[1, 2]", 1, "no graph"),
    (String(repeating: "[", count: 500), 1, "nested"),
    ("{\"nodes\": [{\"id\": tru}]}", 1, "not JSON"),
  ])
  func broken(text: String, line: Int, reason: String) throws {
    let error = #expect(throws: GraphReadError.self) { try read(text) }
    #expect(error?.line == line)
    #expect(error?.reason.contains(reason) == true, "\(String(describing: error))")
  }
}
