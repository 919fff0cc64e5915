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
        person:0,Ada,person,0,'=x
        person:1,Grace,person,1,
        media:a,IMG_1.jpg,photo,,

        """)
    #expect(
      edges == """
        Source,Target,Type,Id,Label,Weight,count
        person:0,media:a,Undirected,e0,,2.0,2
        person:1,media:a,Undirected,e1,,1.0,1

        """)
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
