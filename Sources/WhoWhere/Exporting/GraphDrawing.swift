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
    guard document.nodeCount <= Self.mostPortraits else { return diagram }
    let persons = Dictionary(
      uniqueKeysWithValues: graphs.snapshot.persons.enumerated().map { ("person:\($1.id)", $0) })
    let drawn = document.nodeIDs.enumerated().compactMap { node, id in
      persons[id].map { (node: node, person: $0) }
    }
    let pictures = Portraits(of: graphs.snapshot, jobs: jobs).pictures(of: drawn.map(\.person))
    for (node, person) in drawn { diagram.portraits[node] = pictures[person] }
    return diagram
  }

  /// Any graph, such as one from a file: colored by the communities it names, by its own colors, or
  /// else by communities that are found now.
  public static func graph(_ document: GraphDocument, notes: [String]) -> Diagram {
    var document = document
    if document.nodeColumn(community) == nil, document.nodeColors == nil, !document.isDirected,
      // Weights may have no meaning for communities; the graph is drawn all the same.
      let labels = try? Leiden().partition(of: Graph(of: document)).labels
    {
      document.nodeColumns.append(AttributeColumn(community, integers: labels.map { Int($0) }))
    }
    var diagram = Diagram(document, engine: engine(for: document))
    if case .integer? = document.nodeColumn(community)?.values {
      diagram.communityColumn = community
    }
    diagram.notes = notes
    return diagram
  }

  /// What exports call the column of communities.
  private static let community = "modularity_class"

  /// Even pictures while that takes no more than seconds.
  private static func engine(for document: GraphDocument) -> Diagram.Engine {
    document.nodeCount > 300 ? .sfdp : .neato
  }

  /// The face graph: persons and the pictures they are in.
  public func faces(_ document: GraphDocument, notes: [String]) -> Diagram {
    var diagram = Diagram(document)
    diagram.sizeColumn = "Degree"
    diagram.communityColumn = Self.community
    diagram.notes = notes
    return diagram
  }
}
