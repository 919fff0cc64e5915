import Files
import GraphFormats
import Testing

struct GraphTablesTests {
  private func tables(_ writer: any GraphTableWriter, _ graph: GraphDocument) throws -> (
    String, String
  ) {
    let (nodes, edges) = (MemorySink(), MemorySink())
    try writer.writeNodes(of: graph, to: nodes)
    try writer.writeEdges(of: graph, to: edges)
    return (nodes.text, edges.text)
  }

  @Test func gephi() throws {
    var graph = GraphDocument.sample
    graph.nodeColumns.append(AttributeColumn("Interval of timestamps", strings: ["=x", nil, ""]))
    let (nodes, edges) = try tables(GephiTables(), graph)
    #expect(
      nodes == """
        Id,Label,kind,modularity_class,interv. of timest.s
        person:0,Ada,person,0,=x
        person:1,Grace,person,1,
        media:a,IMG_1.jpg,photo,,

        """)
    #expect(
      edges == """
        Source,Target,Type,Id,Label,Weight,count
        person:0,media:a,Undirected,e0,,2.0,2
        person:1,media:a,Undirected,e1,,1.0,1

        """)
    #expect(try tables(GephiTables(guardsFormulas: true), graph).0.contains(",'=x\n"))
  }

  /// Names that look like numbers, dates or lists; boxes; values that come late.
  private static let columns: [(values: AttributeColumn.Values, kind: GephiImport.Kind)] = [
    (.string((0..<40).map { "\($0)" }), .text),
    (.string((0..<40).map { "00\($0)" }), .text),
    (.string((0..<40).map { $0 == 39 ? "Ada" : "12" }), .text),
    (.string((0..<40).map { _ in "true" }), .text),
    (.string((0..<40).map { _ in "NaN" }), .text),
    (.string((0..<40).map { _ in "3f" }), .text),
    (.string((0..<40).map { _ in "Null" }), .text),
    (.string((0..<40).map { _ in "Ada (1990, 2010)" }), .text),
    (.string((0..<40).map { _ in "[1, 2, 3]" }), .text),
    (.string((0..<40).map { "2019-05-\(10 + $0 % 20)T13:02:10Z" }), .text),
    (.string((0..<40).map { "2019-05-\(10 + $0 % 20)" }), .text),
    (.string((0..<40).map { _ in "139,945,326,758" }), .text),
    (.string((0..<40).map { $0 < 30 ? "139,945,326,758" : "1,2,3,4@200 5,6,7,8@200" }), .text),
    (.string((0..<40).map { _ in nil }), .text),
    (.string((0..<40).map { $0 == 30 ? "x" : nil }), .text),
    (.double((0..<40).map { $0 < 30 ? nil : 48.25 }), .double),
    (.double((0..<40).map { $0 < 30 ? nil : .nan }), .double),
    (.double((0..<40).map { _ in .infinity }), .double),
    (.double((0..<40).map { Double($0) }), .double),
    (.integer((0..<40).map { $0 < 30 ? nil : 5 }), .integer),
    (.integer((0..<40).map { $0 == 39 ? 5_000_000_000 : 5 }), .long),
    (.boolean((0..<40).map { $0 < 30 ? nil : true }), .boolean),
  ]

  @Test(arguments: columns.indices)
  func gephiSeesTheTypeThatIsMeant(index: Int) throws {
    let (values, kind) = Self.columns[index]
    var graph = GraphDocument(
      isDirected: false, nodeIDs: (0..<40).map { "n\($0)" }, edgeSources: [], edgeTargets: [])
    graph.nodeColumns = [AttributeColumn("attribute", values)]
    let read = GephiImport(try tables(GephiTables(), graph).0)
    #expect(read.kinds["attribute"] == kind)
    #expect(read.issues.isEmpty, "\(read.issues)")
    var changed = 0
    for row in read.rows {
      let node = Int(read.value(row, "Id")!.dropFirst())!
      let text = graph.nodeColumns[0].text(at: node)?.replacing("INF", with: "Infinity")
      if read.value(row, "attribute") != text { changed += 1 }
    }
    // Times and boxes are written otherwise; beside them one cell may hold a joiner, or all of
    // those that Gephi would read as no value.
    if case .string(let texts) = values, texts[0]?.contains(/[T,]\d|Null/) != true {
      #expect(changed <= 1)
    }
  }

  @Test(arguments: 0..<60)
  func gephiReadsHostileText(seed: Int) throws {
    let graph = GraphDocument.random(seed: UInt64(seed), withSpells: false)
    let (nodeTable, edgeTable) = try tables(GephiTables(), graph)
    let (nodes, edges) = (GephiImport(nodeTable), GephiImport(edgeTable))
    #expect(nodes.issues.isEmpty && edges.issues.isEmpty, "\(nodes.issues) \(edges.issues)")
    #expect(nodes.rows.count == graph.nodeCount && edges.rows.count == graph.edgeCount)
    #expect(!nodes.isEdgeTable && edges.isEdgeTable)
    let ids = Set(nodes.rows.compactMap { nodes.value($0, "Id") })
    for row in edges.rows {
      #expect(
        ids.contains(edges.value(row, "Source")!) && ids.contains(edges.value(row, "Target")!))
    }
  }

  @Test func gephiHasNamesOfItsOwn() throws {
    var graph = GraphDocument(
      isDirected: true, nodeIDs: ["a", " a", "b\nc", "b c"], edgeSources: [0, 0, 0],
      edgeTargets: [1, 1, 2])
    let names = ["ID", "LABEL", "Source", "timeset", "Degree", "degree", " degree ", "DEGREE"]
    graph.nodeColumns = names.map { AttributeColumn($0, strings: ["x", "y", "z", "w"]) }
    graph.edgeColumns = ["SOURCE", "Weight", "Kind", "Type"].map {
      AttributeColumn($0, strings: ["x", "y", "z"])
    }
    graph.edgeWeights = [0, -1, 2]
    let (nodeTable, edgeTable) = try tables(GephiTables(), graph)
    let (nodes, edges) = (GephiImport(nodeTable), GephiImport(edgeTable))
    #expect(nodes.issues.isEmpty && edges.issues.isEmpty, "\(nodes.issues) \(edges.issues)")
    #expect(!nodes.isEdgeTable && nodes.header.count == 10)
    // Parallel edges are of different kinds, lest they become one.
    #expect(edges.rows.map { edges.value($0, "Kind") } == ["link", "link 2", "link"])
    #expect(edges.rows.map { edges.value($0, "signed_weight") } == ["0.0", "-1.0", "2.0"])
  }

  @Test func neo4j() throws {
    let (nodes, edges) = try tables(Neo4jTables(relationship: "APPEARS_IN"), .sample)
    #expect(
      nodes == """
        id:ID,name:string,kind:string,modularity_class:long,:LABEL
        person:0,Ada,person,0,Person
        person:1,Grace,person,1,Person
        media:a,IMG_1.jpg,photo,,Photo

        """)
    #expect(
      edges == """
        :START_ID,:END_ID,weight:double,count:long,:TYPE
        person:0,media:a,2.0,2,APPEARS_IN
        person:1,media:a,1.0,1,APPEARS_IN

        """)
  }
}
