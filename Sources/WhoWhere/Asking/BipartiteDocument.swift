import Drawing
import GraphAnalysis
import GraphFormats
import ParallelLoops

/// The graphs of any list of who is in what: photos and persons, papers and authors, with the
/// significance, the measures and the drawings that a case's graphs have.
public struct BipartiteDocument: Sendable {
  /// Who is in what, as it was read.
  public let document: GraphDocument
  /// The nodes that are persons.
  private let members: [Int]
  /// The nodes that persons are in.
  private let groups: [Int]
  private let appearances: BipartiteGraph
  private let people: Projection
  private let measurement: GraphMeasurement
  private let jobs: Int

  /// Projects `document`, whose column `kind` says `person`, or whose column `bipartite`, `type` or
  /// `mode` says 0, false or the smaller number of persons.
  ///
  /// - Throws: `BipartiteError` where nothing tells the two kinds apart; `GraphError` where there are
  ///   more nodes than 32-bit numbers.
  public init(
    _ document: GraphDocument, selection: GraphSelection = GraphSelection(), jobs: Int = allCores
  ) throws {
    guard let isMember = Self.sides(of: document) else { throw BipartiteError.noSides }
    self.document = document
    self.jobs = jobs
    members = document.nodeIDs.indices.filter { isMember[$0] }
    groups = document.nodeIDs.indices.filter { !isMember[$0] }
    var number = [Int](repeating: 0, count: document.nodeCount)
    for (position, node) in members.enumerated() { number[node] = position }
    for (position, node) in groups.enumerated() { number[node] = position }
    let memberships = try document.edgeSources.indices.map { edge -> (Int, Int) in
      let ends = [Int(document.edgeSources[edge]), Int(document.edgeTargets[edge])]
      guard isMember[ends[0]] != isMember[ends[1]] else {
        throw BipartiteError.sameKind(document.nodeIDs[ends[0]], document.nodeIDs[ends[1]])
      }
      return isMember[ends[0]]
        ? (number[ends[0]], number[ends[1]]) : (number[ends[1]], number[ends[0]])
    }
    appearances = try BipartiteGraph(
      memberCount: members.count, groupCount: groups.count, memberships: memberships)
    people = try selection.projection(of: appearances, jobs: jobs)
    measurement = GraphMeasurement(of: people.graph, measuresEdges: true, jobs: jobs)
  }

  /// Which nodes are persons; `nil` where nothing tells.
  private static func sides(of document: GraphDocument) -> [Bool]? {
    let nodes = document.nodeIDs.indices
    if let kinds = document.nodeColumn("kind"),
      nodes.contains(where: { kinds.text(at: $0)?.lowercased() == "person" })
    {
      return nodes.map { kinds.text(at: $0)?.lowercased() == "person" }
    }
    for name in ["bipartite", "type", "mode"] {
      guard let column = document.nodeColumn(name) else { continue }
      let values = nodes.map { column.number(at: $0) }
      let found = Set(values)
      guard found.count == 2, !found.contains(nil), let least = found.compactMap({ $0 }).min()
      else { continue }
      return values.map { $0 == least }
    }
    return nil
  }

  /// The graph of `kind`.
  ///
  /// - Throws: `GraphError` for weights that have no meaning for a measure.
  public func document(_ kind: CaseGraphSource.Kind) throws -> GraphDocument {
    switch kind {
    case .people: try peopleDocument()
    case .faces, .events: document
    case .media: mediaDocument()
    }
  }

  /// An edge between any two persons who are in the same thing; `evidence` names what they share.
  private func peopleDocument() throws -> GraphDocument {
    var graph = projected(people, of: members, evidence: groups)
    for measure in PersonMeasure.exported {
      let values = try missing(graph.nodeCount) { try measurement.values(of: measure) }
      graph.nodeColumns.removeAll { $0.name == (measure.gephiColumn ?? measure.name) }
      graph.nodeColumns.append(measure.column(values))
    }
    for measure in PairMeasure.all {
      let values = try missing(graph.edgeCount) { try measure.compute(people, measurement) }
      graph.edgeColumns.append(AttributeColumn(measure.name, doubles: values))
    }
    graph.nodeColors = CommunityPalette.colors(
      of: try measurement.numbers(of: .community).map { $0.map(Int64.init) })
    graph.nodeSizes = try measurement.values(of: .degree).map { 10 + 4 * ($0 ?? 0).squareRoot() }
    graph.nodePositions = try GraphLayout.positions(of: people.graph, jobs: jobs)
    return graph
  }

  /// An edge between any two things with persons in common.
  private func mediaDocument() -> GraphDocument {
    let projection = Projection(of: appearances.transposed(), weights: .count, jobs: jobs)
    return projected(projection, of: groups, evidence: members)
  }

  private func projected(
    _ projection: Projection, of side: [Int], evidence other: [Int]
  ) -> GraphDocument {
    let edges = Array(projection.graph.edges)
    var graph = document.keeping(nodes: side, edges: [])
    graph.isDirected = false
    graph.nodePositions = nil
    graph.edgeSources = edges.map { Int32($0.source) }
    graph.edgeTargets = edges.map { Int32($0.target) }
    graph.edgeIDs = nil
    graph.edgeLabels = nil
    graph.edgeColors = nil
    graph.edgeThicknesses = nil
    graph.edgeShapes = nil
    graph.edgeKinds = nil
    graph.edgeSpells = nil
    graph.edgeWeights = edges.map(\.weight)
    graph.edgeColumns = [
      AttributeColumn(
        "shared", integers: edges.map { projection.evidenceCount(ofEdge: $0.id) }),
      AttributeColumn(
        "evidence",
        strings: edges.map { edge in
          let shared = projection.evidence(ofEdge: edge.id)
          return shared.prefix(20).map { document.nodeLabels[other[Int($0)]] }
            .joined(separator: "; ") + (shared.count > 20 ? "; …" : "")
        }),
    ]
    return graph
  }

  /// Some graphs have no such measure; then it has no values.
  private func missing(_ count: Int, _ values: () throws -> [Double?]) throws -> [Double?] {
    do { return try values() } catch GraphError.noConvergence {
      return [Double?](repeating: nil, count: count)
    }
  }
}

/// Why a graph cannot be projected.
public enum BipartiteError: Error, Equatable, CustomStringConvertible {
  /// Nothing tells which nodes are persons.
  case noSides
  /// An edge joins two nodes of one kind.
  case sameKind(String, String)

  public var description: String {
    switch self {
    case .noSides:
      """
      nothing tells the two kinds of nodes apart; a list needs two columns, another graph a node \
      attribute \"kind\" that says person, or \"bipartite\", \"type\" or \"mode\" of two values
      """
    case .sameKind(let first, let second):
      "an edge joins \"\(first)\" and \"\(second)\", which are of one kind"
    }
  }
}
