import Files
import GraphFormats
import Testing

/// A full disk stops every writer with the disk's error.
struct SinkFailureTests {
  private struct Full: Error {}

  private final class SmallSink: ByteSink {
    var room: Int
    init(room: Int) { self.room = room }
    func write(_ bytes: UnsafeRawBufferPointer) throws {
      room -= bytes.count
      if room < 0 { throw Full() }
    }
  }

  static let writers: [any GraphWriter] = [
    GraphMLWriter(), GEXFWriter(), DOTWriter(), CytoscapeJSONWriter(), NodeLinkJSONWriter(),
    GraphologyJSONWriter(),
  ]

  @Test(arguments: writers.indices)
  func fullDisk(index: Int) {
    for room in [0, 10, 200, 700] {
      #expect(throws: Full.self) {
        try Self.writers[index].write(.sample, to: SmallSink(room: min(room, 300)))
      }
    }
  }

  @Test(arguments: writers.indices)
  func sameGraphSameBytes(index: Int) throws {
    let graph = GraphDocument.random(seed: 5, withSpells: true)
    #expect(try written(graph, Self.writers[index]) == written(graph, Self.writers[index]))
  }
}
