import CaseStore
import Drawing
import GraphAnalysis
import GraphFormats

/// How a case's graphs are drawn: sizes, colors, portraits.
public struct GraphDrawing {
  private let graphs: CaseGraphs
  private let jobs: Int

  /// The most persons who are drawn with their portrait; more would be too small to know.
  private static let mostPortraits = 80

  /// Drawings of `graphs`.
  ///
  /// - Parameter jobs: How many threads cut portraits.
  public init(_ graphs: CaseGraphs, jobs: Int) {
    self.graphs = graphs
    self.jobs = jobs
  }

  /// The people graph, or a part of it: persons sized by how much they were seen with others.
  ///
  /// - Parameters:
  ///   - document: The graph; `person:` and a number identify its nodes.
  ///   - notes: Short facts for below the title.
  public func people(_ document: GraphDocument, notes: [String]) -> Diagram {
    var diagram = Diagram(document, engine: Self.engine(for: document))
    diagram.sizeColumn = "Weighted Degree"
    diagram.communityColumn = Self.community
    diagram.notes = notes
    return diagram
  }

  /// Adds portraits of the persons who are drawn, unless they are too many.
  public func addPortraits(to diagram: inout Diagram) {
    let persons = Dictionary(
      uniqueKeysWithValues: graphs.snapshot.persons.enumerated().map { ("person:\($1.id)", $0) })
    let drawn = diagram.drawnNodes.compactMap { node in
      persons[diagram.graph.nodeIDs[node]].map { (node: node, person: $0) }
    }
    guard drawn.count <= Self.mostPortraits else { return }
    let pictures = Portraits(of: graphs.snapshot, jobs: jobs).pictures(of: drawn.map(\.person))
    for (node, person) in drawn { diagram.portraits[node] = pictures[person] }
  }

  /// Any graph, such as one from a file: colored by the communities it names, by its own colors, or
  /// else by communities that are found now.
  public static func graph(_ document: GraphDocument, notes: [String]) -> Diagram {
    let document = withCommunities(document)
    var diagram = Diagram(document, engine: engine(for: document))
    if case .integer? = document.nodeColumn(community)?.values {
      diagram.communityColumn = community
    }
    diagram.notes = notes
    return diagram
  }

  /// The graph with communities, found now where it has neither these nor colors. Directions do not
  /// matter to them.
  private static func withCommunities(_ document: GraphDocument) -> GraphDocument {
    guard document.nodeColumn(community) == nil,
      document.nodeColors.map({ !$0.contains { $0 != nil } }) ?? true
    else { return document }
    var document = document
    var undirected = document
    undirected.isDirected = false
    // Weights may have no meaning for communities; the graph is drawn all the same.
    if let labels = try? Leiden().partition(of: Graph(of: undirected)).labels {
      document.nodeColumns.append(AttributeColumn(community, integers: labels.map { Int($0) }))
    }
    return document
  }

  /// The adjacency matrix of any graph.
  public static func matrix(_ document: GraphDocument, notes: [String]) -> AdjacencyMatrix {
    let diagram = graph(document, notes: notes)
    var matrix = AdjacencyMatrix(diagram.graph)
    matrix.communityColumn = diagram.communityColumn
    matrix.notes = notes
    return matrix
  }

  /// The timeline of any graph with spells.
  public static func timeline(_ document: GraphDocument, notes: [String]) -> Timeline {
    let diagram = graph(document, notes: notes)
    var timeline = Timeline(diagram.graph)
    timeline.communityColumn = diagram.communityColumn
    timeline.notes = notes
    return timeline
  }

  /// What exports call the column of communities.
  private static let community = "modularity_class"

  /// Even pictures while that takes no more than seconds.
  private static func engine(for document: GraphDocument) -> Diagram.Engine {
    document.nodeCount > 300 ? .sfdp : .neato
  }

  /// The face graph: persons and the pictures they are in.
  public func faces(_ document: GraphDocument, notes: [String]) -> Diagram {
    var diagram = Diagram(document, engine: Self.engine(for: document))
    diagram.sizeColumn = "Degree"
    diagram.communityColumn = Self.community
    diagram.notes = notes
    return diagram
  }
}
