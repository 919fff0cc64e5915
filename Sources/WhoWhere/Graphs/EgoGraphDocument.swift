import CaseStore
import Domain
import GraphAnalysis
import GraphFormats

extension CaseGraphs {
  /// One person, everybody seen with that person, and who of them was seen with whom; measures are
  /// those of the whole graph.
  ///
  /// - Throws: `GraphError` where nobody has this ID.
  public func egoGraphDocument(around id: PersonID, isDynamic: Bool = false) throws -> GraphDocument
  {
    let center = snapshot.persons.firstIndex { $0.id == id } ?? snapshot.persons.count
    let ego = try EgoNetwork(of: people.graph, around: center)
    var graph = try unplacedPeopleGraph(isDynamic: isDynamic).keeping(
      nodes: ego.subgraph.nodes, edges: ego.subgraph.edges)
    graph.nodePositions = try GraphLayout.positions(of: ego.subgraph.graph, jobs: jobs)
    graph.title = "\(snapshot.label(of: center)) and everybody seen with them"
    return graph
  }
}
