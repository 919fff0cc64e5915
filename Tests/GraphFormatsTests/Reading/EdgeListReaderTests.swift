import Files
import Foundation
import GraphFormats
import SystemPackage
import Testing

/// Lists of edges as people and programs write them.
struct EdgeListReaderTests {
  private func read(
    _ text: String, _ change: (inout GraphReadOptions) -> Void = { _ in }
  ) throws -> GraphReading {
    var options = GraphReadOptions()
    change(&options)
    return try GraphReader(options).reading(Array(text.utf8), named: "test")
  }

  /// The edges as `source target weight`.
  private func edges(_ graph: GraphDocument) -> [String] {
    (0..<graph.edgeCount).map { edge in
      let ends = [graph.edgeSources[edge], graph.edgeTargets[edge]].map { graph.nodeIDs[Int($0)] }
      return ends.joined(separator: " ") + (graph.edgeWeights.map { " \($0[edge])" } ?? "")
    }
  }

  static let lists: [(text: String, edges: [String])] = [
    ("a,b\nb,c\n", ["a b", "b c"]),
    ("a b\r\nb c\r\n", ["a b", "b c"]),
    ("a\tb\t2\nb\tc\t0.5", ["a b 2.0", "b c 0.5"]),
    ("# comment\n1 2\n\n2 3\n", ["1 2", "2 3"]),
    ("source,target,weight\na,b,3\n", ["a b 3.0"]),
    ("Weight;From;To\n1,5;a;b\n", ["a b 1.5"]),
    ("\"Source\",\"Target\"\n\"Doe, J\",\"a \"\"b\"\"\"\n", ["Doe, J a \"b\""]),
    ("person1,person2,photos\na,b,3\n", ["a b"]),
    ("06,6\n6,+6\n", ["06 6", "6 +6"]),
    ("a b {'weight': 3}\nb c {}\n", ["a b 3.0", "b c 1.0"]),
    ("a|b\nc|d\n", ["a b", "c d"]),
    (":START_ID,w:int,:END_ID,:TYPE\n1,5,2,KNOWS\n", ["1 2"]),
  ]

  @Test(arguments: lists.indices)
  func everyKindOfList(index: Int) throws {
    let graph = try read(Self.lists[index].text).graph
    #expect(edges(graph) == Self.lists[index].edges)
  }

  @Test func directions() throws {
    #expect(try !read("a,b\n").graph.isDirected)
    #expect(try read("a,b\n").notes.map(\.kind) == [.noDirection])
    #expect(try read("a,b\n") { $0.isDirected = true }.graph.isDirected)
    #expect(try read("Source,Target,Type\na,b,Directed\n").graph.isDirected)
    let undirected = try read("Source,Target,Type\na,b,Undirected\n")
    #expect(!undirected.graph.isDirected)
    #expect(undirected.notes.isEmpty == false || undirected.graph.edgeKinds == nil)
    let neo4j = try read(":START_ID,:END_ID,:TYPE\n1,2,KNOWS\n")
    #expect(neo4j.graph.isDirected)
    #expect(neo4j.graph.edgeKinds == ["KNOWS"])
  }

  @Test func columnsThatTheUserNames() throws {
    let text = "when,who,whom,how often\n2020-01-01,a,b,7\n"
    let graph = try read(text) {
      $0.columns = EdgeListColumns("source=who,target=3,weight=how often,time=when")
    }.graph
    #expect(edges(graph) == ["a b 7.0"])
    #expect(graph.edgeSpells.map { Array($0[0]) } == [Spell(at: 1_577_836_800_000)])
    let inOrder = try read("7,a,b\n8,b,c\n") {
      $0.columns = EdgeListColumns("weight,source,target")
    }.graph
    #expect(edges(inOrder) == ["a b 7.0", "b c 8.0"])
    #expect(EdgeListColumns("weight,source") == nil)
    #expect(throws: GraphReadError.self) {
      try read(text) { $0.columns = EdgeListColumns("source=nobody,target=whom") }
    }
  }

  @Test func aTableOfNodesBesideIt() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "nodes-\(UUID().uuidString).csv")
    try Data("Id,Label,age\na,Ada,06\nb,Ben,7\nc,Cy,\n".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let reading = try read("Source,Target\na,b\nb,d\n") { $0.nodes = FilePath(file.path) }
    #expect(reading.graph.nodeIDs == ["a", "b", "c", "d"])
    #expect(reading.graph.nodeLabels == ["Ada", "Ben", "Cy", "d"])
    #expect(reading.graph.nodeColumns == [AttributeColumn("age", strings: ["06", "7", nil, nil])])
    #expect(reading.notes.contains { $0.kind == .undeclaredNode })
  }

  @Test func whoIsInWhat() throws {
    let graph = try read("photo,person\np1,Ada\np1,Ben\n") { $0.isBipartite = true }.graph
    #expect(graph.nodeIDs == ["Ada", "p1", "Ben"])
    #expect(graph.nodeColumn("kind")?.values == .string(["person", "photo", "person"]))
    let same = try read("1,1\n2,1\n") { $0.isBipartite = true }.graph
    #expect(same.nodeIDs == ["person:1", "photo:1", "person:2"])
  }

  @Test func encodings() throws {
    let latin: [UInt8] = Array("source,target\nJos".utf8) + [0xE9] + Array(",b\n".utf8)
    let reading = try GraphReader().reading(latin, named: "x")
    #expect(reading.graph.nodeIDs == ["José", "b"])
    #expect(reading.notes.map(\.kind).contains(.otherEncoding))
    let units = "source,target\nJosé,b\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(
      try GraphReader().reading([0xFF, 0xFE] + units, named: "x").graph.nodeIDs == ["José", "b"])
  }

  @Test(arguments: [
    ("This is prose.\nIt has lines of all lengths, of course.\nYes.\n", "no graph"),
    ("one\ntwo\n", "no graph"), ("Id,Label,Age\na,Ada,3\nb,Ben,4\n", "table of nodes"),
    ("name,city,age\nAda,Rome,3\nBen,Bonn,4\n", "--columns"), (",a,b\na,0,1\nb,1,0\n", "matrix"),
    ("# a\nb\nc\n# b\nc 2\n", "graph"), ("PK\u{3}\u{4}", "ZIP"), ("", "empty"),
    ("abc\u{0}\u{1}ab", "binary"),
  ])
  func whatIsNoGraph(text: String, reason: String) throws {
    let error = #expect(throws: GraphReadError.self) { try read(text) }
    #expect(error?.reason.contains(reason) == true, "\(String(describing: error))")
  }

  @Test func gml() throws {
    let reading = try read(
      """
      Creator "me"
      graph [ directed 1 name "G"
        node [ id 6 label "A &amp; &#233;" age 3 graphics [ x 1.5 y 2 w 4 fill "#ff0000" ] ]
        node [ id 7 label "B" code "06" ]
        edge [ source 6 target 7 value 2.5 kind "k" ]
      ]
      """)
    let graph = reading.graph
    #expect(graph.isDirected)
    #expect(graph.nodeIDs == ["6", "7"])
    #expect(graph.nodeLabels == ["A & é", "B"])
    #expect(graph.nodePositions == [Position(x: 1.5, y: 2), nil])
    #expect(graph.nodeSizes == [4, nil])
    #expect(graph.nodeColors == [Color(255, 0, 0), nil])
    #expect(graph.nodeColumn("code")?.values == .string([nil, "06"]))
    #expect(graph.edgeWeights == [2.5])
    #expect(throws: GraphReadError.self) { try read("graph [ node [ id 1 ") }
  }

  @Test func pajek() throws {
    let graph = try read(
      """
      *Vertices 3
      1 "Ada L" 0.1 0.2 0.5 ellipse ic Red
      2 "Ben"
      *Arcs :1 "likes"
      1 2 3
      *Edges
      2 3 0.5 l "x"
      """
    ).graph
    #expect(graph.isDirected)
    #expect(graph.nodeIDs == ["1", "2", "3"])
    #expect(graph.nodeLabels == ["Ada L", "Ben", "3"])
    #expect(edges(graph) == ["1 2 3.0", "2 3 0.5", "3 2 0.5"])
    #expect(graph.nodeColors == [Color(255, 0, 0), nil, nil])
    #expect(graph.edgeKinds == ["likes", nil, nil])
    #expect(edges(try read("*vertices 2\n*matrix\n0 2\n0 0\n").graph) == ["1 2 2.0"])
    #expect(throws: GraphReadError.self) { try read("*Vertices 2\n*Arcs\n1 3\n") }
  }

  /// Whatever is broken, reading ends, and with a graph or a reason.
  @Test(arguments: 0..<6)
  func fuzz(seed: Int) throws {
    var state = UInt64(seed + 1)
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, bound)
    }
    let originals = [
      "source,target,weight\n\"a,b\",c,3\nc,d,4\n", "a b {'weight': 3}\nb c {}\n",
      "graph [ node [ id 1 label \"a\" ] node [ id 2 ] edge [ source 1 target 2 weight 3 ] ]",
      "*Vertices 2\n1 \"a\" 0.1 0.2\n2 \"b\"\n*Edges\n1 2 3 [1-4]\n",
      "{\"nodes\":[{\"id\":1,\"x\":[1,{}]}],\"links\":[{\"source\":1,\"target\":\"a\\u00e9\"}]}",
      "{\"elements\":[{\"data\":{\"id\":\"a\"}},{\"data\":{\"source\":\"a\",\"target\":\"b\"}}]}",
    ]
    let original = Array(originals[seed].utf8)
    for _ in 0..<500 {
      var bytes = original
      for _ in 0...random(3) where !bytes.isEmpty {
        let place = random(bytes.count)
        switch random(4) {
        case 0: bytes[place] = UInt8(random(256))
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + random(9)))
        case 2: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 20)], at: place)
        default: bytes.removeSubrange(place...)
        }
      }
      do {
        try GraphReader().read(bytes, named: "fuzz").validate()
      } catch is GraphReadError {}
    }
  }
}
