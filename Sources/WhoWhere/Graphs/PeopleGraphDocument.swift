import CaseStore
import Domain
import Drawing
import GraphFormats

extension CaseGraphs {
  /// What both graphs and the table of people say of each person.
  struct PersonColumns {
    var faces: [Int?]
    var media: [Int?]
    var first: [String?]
    var last: [String?]
  }

  func personColumns() -> PersonColumns {
    let dates = snapshot.persons.indices.map { person in
      snapshot.dates(of: appearances.groups(of: person).lazy.map(Int.init))
    }
    return PersonColumns(
      faces: snapshot.persons.map(\.faceCount),
      media: snapshot.persons.indices.map { appearances.groups(of: $0).count },
      first: dates.map(\.first), last: dates.map(\.last))
  }

  /// The people graph: an edge between any two persons who were in the same photo or video.
  ///
  /// The weight of an edge counts these media; `evidence` names them by the first digits of their
  /// hashes, as the face graph's nodes do.
  ///
  /// - Parameter isDynamic: Adds the moments at which each person and pair was seen.
  /// - Throws: `GraphError` where the graph cannot be laid out.
  public func peopleGraphDocument(isDynamic: Bool = false) throws -> GraphDocument {
    let edges = Array(people.graph.edges)
    let persons = personColumns()
    var graph = GraphDocument(
      isDirected: false, nodeIDs: snapshot.persons.map { "person:\($0.id)" },
      edgeSources: edges.map { Int32($0.source) }, edgeTargets: edges.map { Int32($0.target) })
    graph.title = "Who was seen with whom"
    graph.details = "Persons in the same photo or video; the weight counts the photos and videos."
    graph.nodeLabels = snapshot.persons.indices.map(snapshot.label)
    // Measures carry the names that Gephi gives its own, so that its menus find them.
    graph.nodeColumns = [
      AttributeColumn("kind", strings: snapshot.persons.map { _ in "person" }),
      AttributeColumn("person", integers: snapshot.persons.map(\.id.rawValue)),
      AttributeColumn("name", strings: snapshot.persons.map(\.name)),
      AttributeColumn("faces", integers: persons.faces),
      AttributeColumn("media", integers: persons.media),
      AttributeColumn("first", strings: persons.first),
      AttributeColumn("last", strings: persons.last),
      AttributeColumn("Degree", integers: metrics.degree.map { Int($0) }),
      AttributeColumn("Weighted Degree", doubles: metrics.strength),
      AttributeColumn("betweenesscentrality", doubles: metrics.betweenness),
      AttributeColumn("closnesscentrality", doubles: metrics.closeness),
      AttributeColumn("harmonicclosnesscentrality", doubles: metrics.harmonic),
      AttributeColumn("eigencentrality", doubles: metrics.eigenvector),
      AttributeColumn("pageranks", doubles: metrics.pageRank),
      AttributeColumn("clustering", doubles: metrics.clustering),
      AttributeColumn("core", integers: metrics.core.map { $0 }),
      AttributeColumn("modularity_class", integers: metrics.community.map { $0 }),
      AttributeColumn("componentnumber", integers: metrics.component.map { $0 }),
    ]
    graph.nodeColors = CommunityPalette.colors(of: metrics.community.map { Int64($0) })
    graph.nodeSizes = metrics.degree.map { 10 + 4 * $0.squareRoot() }
    graph.nodePositions = try peoplePositions()

    let evidence = edges.map { cooccurrence.evidence(ofEdge: $0.id) }
    let dates = evidence.map { snapshot.dates(of: $0) }
    graph.edgeIDs = edges.map {
      "person:\(snapshot.persons[$0.source].id)-person:\(snapshot.persons[$0.target].id)"
    }
    graph.edgeWeights = edges.map(\.weight)
    graph.edgeColumns = [
      AttributeColumn("media", integers: evidence.map(\.count)),
      AttributeColumn("first", strings: dates.map(\.first)),
      AttributeColumn("last", strings: dates.map(\.last)),
      AttributeColumn(
        "evidence", strings: evidence.map { $0.map(snapshot.key).joined(separator: " ") }),
      AttributeColumn("jaccard", doubles: pairs.jaccard),
      AttributeColumn("p_value", doubles: pairs.pValue),
      AttributeColumn("edge_betweenness", doubles: pairs.betweenness),
    ]
    if isDynamic {
      graph.nodeSpells = SpellColumn(
        snapshot.persons.indices.map { spells(of: appearances.groups(of: $0).lazy.map(Int.init)) })
      graph.edgeSpells = SpellColumn(evidence.map { spells(of: $0) })
    }
    return graph
  }
}
