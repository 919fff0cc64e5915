import Drawing
import Foundation
import GraphFormats
import SystemPackage
import Testing

struct DOTWriterTests {
  /// The program that draws stands beside the tests.
  private static let process = DrawingProcess(
    executable: FilePath(
      Bundle.module.bundleURL.deletingLastPathComponent().appendingPathComponent(
        DrawingProcess.programName
      ).path))

  @Test(arguments: 0..<20)
  func graphvizReadsWhatIsWritten(seed: Int) throws {
    let graph = GraphDocument.random(seed: UInt64(seed), withSpells: false)
    let dot = try written(graph, DOTWriter())
    let plain = try Self.process.draw(dot, as: .graph(engine: "nop", format: "dot"))
    let edges = String(decoding: plain, as: UTF8.self)
    #expect(edges.hasPrefix(graph.isDirected ? "digraph" : "graph"))
  }
}
