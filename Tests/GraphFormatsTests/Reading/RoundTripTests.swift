import Files
import GraphFormats
import ParallelLoops
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

  @Test(arguments: 0..<4)
  func fuzz(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let graph = GraphDocument.random(seed: UInt64(seed), withSpells: true)
    let writer: any GraphWriter = seed % 2 == 0 ? GraphMLWriter() : GEXFWriter()
    let original = Array(try written(graph, writer).utf8)
    for _ in 0..<400 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + 20))
        case 2: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 30)], at: place)
        default: bytes.removeSubrange(place...)
        }
        if bytes.isEmpty { bytes = [0x3C] }
      }
      do {
        let read = try GraphReader().read(bytes, named: "fuzz")
        try read.validate()
      } catch is GraphReadError {
      } catch is GraphDocumentError {}
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
