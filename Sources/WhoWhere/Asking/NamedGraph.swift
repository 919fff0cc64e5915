import CaseStore
import Domain
import Files
import GraphAnalysis
import GraphFormats
import ParallelLoops
import SystemPackage

/// A graph whose nodes have names: the people graph of a case, or any graph from a file.
public struct NamedGraph: Sendable {
  /// The graph; in a case, weights count the media that show both persons.
  public let graph: Graph
  /// What identifies each node: the person's ID, or that of the file.
  public let ids: [String]
  /// What each node is called, where it has a name besides its ID.
  public let names: [String?]
  /// The case, where the graph is of one.
  private let reader: CaseReader?
  /// Whether the graph is the one of which the case keeps measures.
  public let isWholeCase: Bool
  /// What proves the edges, where the graph is of a part of a case.
  private let cooccurrence: Cooccurrence?

  /// The people graph of a case.
  ///
  /// - Parameter minMedia: Leaves out the edges of persons who share fewer media.
  /// - Throws: `GraphError` where there are too many persons for 32-bit numbers.
  public init(of reader: CaseReader, minMedia: Int = 1) throws {
    let people = try reader.people(minMedia: minMedia)
    graph = try Graph(
      nodeCount: people.ids.count,
      edges: people.firsts.indices.lazy.map {
        (people.firsts[$0], people.seconds[$0], Double(people.media[$0]))
      })
    ids = people.ids.map { String($0) }
    names = people.names
    self.reader = reader
    isWholeCase = minMedia <= 1
    cooccurrence = nil
  }

  /// The people graph of a part of a case.
  public init(of cooccurrence: Cooccurrence, _ reader: CaseReader) {
    graph = cooccurrence.people.graph
    ids = cooccurrence.snapshot.persons.map { String($0.id) }
    names = cooccurrence.snapshot.persons.map(\.name)
    self.reader = reader
    isWholeCase = false
    self.cooccurrence = cooccurrence
  }

  /// Any graph, such as one from a file; the weights of parallel edges add up.
  ///
  /// - Throws: `GraphError` where it has weights that are not finite.
  public init(_ document: GraphDocument) throws {
    graph = try Graph(of: document)
    ids = document.nodeIDs
    names = zip(document.nodeIDs, document.nodeLabels).map { $0 == $1 ? nil : $1 }
    reader = nil
    isWholeCase = false
    cooccurrence = nil
  }

  /// The node that `text` names: a person of the case, or an ID or unique label of the file.
  ///
  /// - Throws: `QueryError` with the candidates where there is none or several.
  public func node(_ text: String) throws -> Int {
    if let reader {
      let id = try reader.person(text)
      if let node = ids.firstIndex(of: String(id)) { return node }
      let reason = cooccurrence == nil ? "has no faces any more" : "is not in what was selected"
      throw QueryError.notFound(.person, "\(text), who \(reason)", similar: [])
    }
    if let node = ids.firstIndex(of: text) { return node }
    let matches = names.indices.filter { names[$0] == text }
    if matches.count > 1 {
      throw QueryError.ambiguous(.node, text, candidates: matches.prefix(10).map { ids[$0] })
    }
    guard let match = matches.first else {
      throw QueryError.notFound(
        .node, text, similar: similar(to: text, among: ids + names.compactMap { $0 }))
    }
    return match
  }

  /// The score of every node: what the case keeps, or else measured now.
  ///
  /// - Throws: `GraphError` for weights that have no meaning for the measure.
  func scores(_ measure: CentralityMeasure, jobs: Int = allCores) throws -> [Double] {
    try keptScores(measure) ?? measure.scores(of: graph, jobs: jobs)
  }

  /// The scores that the case keeps; `nil` where it does not.
  func keptScores(_ measure: CentralityMeasure) throws -> [Double]? {
    guard isWholeCase, let reader, let kept = KeptCentrality(rawValue: measure.rawValue) else {
      return nil
    }
    let centrality = try reader.centrality(kept)
    let scores = ids.compactMap { id in PersonID(id).flatMap { centrality[$0] } }
    return scores.count == graph.nodeCount ? scores : nil
  }

  /// The cells under `person` and `name`.
  func cells(_ node: Int) -> [CSVCell] {
    [Int64(ids[node]).map { .integer($0) } ?? .identifier(ids[node]), CSVCell(names[node])]
  }

  /// Media that show both of two persons; none for a graph from a file.
  func evidence(_ first: Int, _ second: Int, limit: Int) throws -> [(
    path: String, date: String?
  )] {
    if let cooccurrence {
      guard let edge = graph.edge(from: first, to: second) else { return [] }
      let snapshot = cooccurrence.snapshot
      let media = cooccurrence.evidence(ofEdge: edge).prefix(limit)
      return media.map { (snapshot.path(of: $0), snapshot.media[$0].date) }
    }
    guard let reader, let first = PersonID(ids[first]), let second = PersonID(ids[second]) else {
      return []
    }
    return try reader.evidence(of: first, and: second, limit: limit)
  }

  /// For each of some pairs the first media that shows both.
  func examples(_ pairs: [(Int, Int)]) throws -> [CSVCell] {
    guard cooccurrence == nil, let reader else {
      return try pairs.map { CSVCell(try evidence($0, $1, limit: 1).first?.path) }
    }
    let persons = Set(pairs.flatMap { [$0, $1] }).sorted().compactMap { PersonID(ids[$0]) }
    let first = try reader.firstEvidence(among: persons)
    return pairs.map { one, other in
      guard let one = PersonID(ids[one]), let other = PersonID(ids[other]) else { return .missing }
      return CSVCell(first[PersonPair(one, other)])
    }
  }

  /// The weight of the edge between two nodes: the number of media, in a case.
  func weight(_ first: Int, _ second: Int) -> CSVCell {
    guard let arc = graph.arc(from: first, to: second) ?? graph.arc(from: second, to: first) else {
      return .missing
    }
    return .number(ofUnits: graph.weights[arc])
  }
}
