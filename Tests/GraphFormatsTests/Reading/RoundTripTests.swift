import Files
import GraphFormats
import TestSupport
import Testing

/// What is written comes back, and broken files come back as errors.
struct RoundTripTests {
  @Test(arguments: 0..<300)
  func graphML(seed: Int) throws {
    let graph = GraphDocument.random(seed: UInt64(seed), withSpells: false)
    let text = try written(graph, GraphMLWriter())
    let back = try GraphReader().read(Array(text.utf8), named: "test")
    var expected = graph.cleaned(CleanText.xml)
    // The schema leaves little room in identifiers, so that all of it is escaped and exact.
    expected.nodeIDs = graph.nodeIDs
    expected.edgeIDs = graph.edgeIDs
    expected = expected.withoutEmptyLabels()
    #expect(back == expected)
    #expect(try written(back.cleaned { $0 }, GraphMLWriter()) == written(expected, GraphMLWriter()))
  }

  @Test(arguments: 0..<300)
  func gexf(seed: Int) throws {
    let graph = GraphDocument.random(seed: UInt64(seed), withSpells: seed % 2 == 0)
    let text = try written(graph, GEXFWriter())
    let back = try GraphReader().read(Array(text.utf8), named: "test")
    var expected = graph.cleaned(CleanText.xml)
    expected.title = CleanText.line(graph.title)
    // The guard itself cannot be told from a text that holds it.
    #expect(back == expected.cleaned(CleanText.gephiOriginal).withoutEmptyLabels())
  }

  @Test(arguments: [GraphMLWriter() as any GraphWriter, GEXFWriter()])
  func everySampleAsLabel(writer: any GraphWriter) throws {
    for sample in HostileText.samples {
      var graph = GraphDocument.sample
      graph.nodeLabels[0] = sample
      graph.title = ""
      let back = try GraphReader().read(Array(written(graph, writer).utf8), named: "test")
      #expect(back.nodeLabels[0] == (sample.isEmpty ? graph.nodeIDs[0] : CleanText.xml(sample)))
    }
  }
}

extension GraphDocument {
  /// The graph as it comes back: an empty text is no label, and GEXF has no place for data of the
  /// graph as a whole.
  fileprivate func withoutEmptyLabels() -> GraphDocument {
    var graph = self
    graph.nodeLabels = zip(nodeLabels, nodeIDs).map { $0.isEmpty ? $1 : $0 }
    if let labels = edgeLabels, labels.allSatisfy(\.isEmpty) { graph.edgeLabels = nil }
    return graph
  }
}
