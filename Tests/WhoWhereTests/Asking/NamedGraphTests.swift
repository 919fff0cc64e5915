import CaseStore
import Files
import Foundation
import GraphAnalysis
import GraphFormats
import SystemPackage
import Testing
import WhoWhere

@Suite struct NamedGraphTests {
  private func rows(_ table: ResultTable) throws -> [String] {
    let sink = MemorySink()
    try table.write(to: sink, format: .csv, width: nil)
    return sink.text.split(separator: "\n").dropFirst().map { String($0) }
  }

  @Test func provesEveryStepOfAPath() throws {
    let album = try AlbumCase()
    let graph = try NamedGraph(of: album.reader())
    let path = try graph.path(from: graph.node("Ada"), to: graph.node("3"))
    #expect(
      try rows(path) == [
        "1,0,Ada,2,,1,2024-05-02T10:00:00Z,b.jpg", "2,2,,3,,1,2024-05-03T10:00:00Z,c.jpg",
      ])
    let twice = try graph.path(from: 0, to: 1, lengths: .inverseWeight, evidence: 1)
    #expect(try rows(twice) == ["1,0,Ada,1,Ben,2,2024-05-01T10:00:00Z,a.jpg"])
    #expect(try graph.path(from: 0, to: 4).rows.isEmpty)
    #expect(try graph.path(from: 0, to: 0).rows.isEmpty)
    #expect(try rows(graph.path(from: 0, to: 1, evidence: 0)) == ["1,0,Ada,1,Ben,2,,"])
  }

  @Test func looksAround() throws {
    let album = try AlbumCase()
    let graph = try NamedGraph(of: album.reader())
    #expect(
      try rows(graph.ego(around: 0)) == [
        "0,0,Ada,1,Ben,2,a.jpg", "0,0,Ada,2,,1,b.jpg", "1,1,Ben,2,,1,b.jpg",
      ])
    #expect(try rows(graph.ego(around: 3, radius: 2)).last == "2,0,Ada,1,Ben,2,a.jpg")
    #expect(try rows(graph.ego(around: 4)).isEmpty)
    #expect(throws: GraphError.self) { try graph.ego(around: 0, radius: -1) }
    #expect(try rows(graph.common(0, 1)) == ["2,,1,1,b.jpg,b.jpg"])
    #expect(try rows(graph.bridges()) == ["2,,3,,1,c.jpg"])
  }

  @Test func measures() throws {
    let album = try AlbumCase()
    let graph = try NamedGraph(of: album.reader())
    #expect(
      try rows(graph.centrality([.degree, .strength, .core]).table) == [
        "0,Ada,2,3,2", "1,Ben,2,3,2", "2,,3,3,2", "3,,1,1,1", "4,,0,0,0",
      ])
    #expect(try rows(graph.top(1, by: .betweenness)).first?.hasPrefix("1,2,,0.33") == true)
    #expect(try graph.top(-1, by: .degree).rows.isEmpty)
    let figures = try rows(graph.statistics())
    #expect(figures.contains("nodes,5") && figures.contains("edges,4"))
    #expect(figures.contains("density,0.4") && figures.contains("components,2"))
    let communities = try rows(graph.communities(ConnectedComponents().partition(of: graph.graph)))
    #expect(communities.first == "0,4,0,Ada,3,0" && communities.last == "1,1,4,,0,0")
    for measure in PersonMeasure.all {
      #expect(try graph.measurement(for: [measure]).values(of: measure).count == 5)
    }
  }

  @Test func leavesWeakLinksOut() throws {
    let album = try AlbumCase()
    let graph = try NamedGraph(of: album.reader(), minMedia: 2)
    #expect(graph.graph.edgeCount == 1 && graph.graph.nodeCount == 5)
  }

  @Test func anEmptyCaseIsAnEmptyGraph() throws {
    let album = try AlbumCase(isEmpty: true)
    let graph = try NamedGraph(of: album.reader())
    #expect(graph.graph.nodeCount == 0)
    #expect(try graph.statistics().rows.count == 14)
    #expect(try graph.bridges().rows.isEmpty && graph.top(3, by: .pagerank).rows.isEmpty)
    #expect(try album.reader().whatIsMissing() == .media)
  }

  @Test func readsFiles() throws {
    var document = GraphDocument(
      isDirected: false, nodeIDs: ["x", "y", "z"], edgeSources: [0, 0, 1], edgeTargets: [1, 1, 2])
    document.nodeLabels = ["Ada", "Ben", "Ben"]
    let sink = MemorySink()
    try GraphMLWriter().write(document, to: sink)
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent(UUID().uuidString + ".graphml")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(sink.bytes).write(to: file)
    let graph = try NamedGraph(GraphReader().read(FilePath(file.path)))
    #expect(try graph.node("Ada") == 0 && graph.node("z") == 2)
    #expect(throws: QueryError.ambiguous(.node, "Ben", candidates: ["y", "z"])) {
      try graph.node("Ben")
    }
    #expect(throws: QueryError.notFound(.node, "Adda", similar: ["Ada"])) { try graph.node("Adda") }
    #expect(try rows(graph.path(from: 0, to: 2)) == ["1,x,Ada,y,Ben,2,,", "2,y,Ben,z,Ben,1,,"])
  }
}
