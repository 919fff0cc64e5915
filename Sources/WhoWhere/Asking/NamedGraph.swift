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
  private let origin: Origin

  /// Where the graph is from, and so who its nodes are and what proves its edges.
  private enum Origin: Sendable {
    /// What a case keeps of its people graph; all of it, or the edges of a least weight.
    case cache(CaseReader, isWhole: Bool)
    /// A people graph that was computed from a part of a case.
    case computed(Cooccurrence, CaseReader)
    /// A graph without a case.
    case document
  }

  /// The case, where the graph is of one.
  private var reader: CaseReader? {
    switch origin {
    case .cache(let reader, _), .computed(_, let reader): reader
    case .document: nil
    }
  }

  /// Whether the graph is the one of which the case keeps measures.
  public var isWholeCase: Bool {
    if case .cache(_, isWhole: true) = origin { true } else { false }
  }

  /// How many persons of the case were left out because they are probably artefacts.
  public func artefactCount() throws -> Int {
    switch origin {
    case .cache(let reader, _): try reader.artefactCount()
    case .computed(let cooccurrence, _): cooccurrence.artefactCount
    case .document: 0
    }
  }

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
    origin = .cache(reader, isWhole: minMedia <= 1)
  }

  /// The people graph of a part of a case.
  public init(of cooccurrence: Cooccurrence, _ reader: CaseReader) {
    graph = cooccurrence.people.graph
    ids = cooccurrence.snapshot.persons.map { String($0.id) }
    names = cooccurrence.snapshot.persons.map(\.shownName)
    origin = .computed(cooccurrence, reader)
  }

  /// Any graph, such as one from a file; the weights of parallel edges add up.
  ///
  /// - Throws: `GraphError` where it has weights that are not finite.
  public init(_ document: GraphDocument) throws {
    graph = try Graph(of: document)
    ids = document.nodeIDs
    names = zip(document.nodeIDs, document.nodeLabels).map { $0 == $1 ? nil : $1 }
    origin = .document
  }

  /// How probable each edge is, by its number, where the graph is of a case that knows how sure its faces
  /// are; `nil` else. That of a whole case reads the case.
  ///
  /// - Complexity: O(faces + edges · media).
  func edgeConfidences(jobs: Int = allCores) throws -> [Double]? {
    let cooccurrence: Cooccurrence
    switch origin {
    case .document: return nil
    case .computed(let computed, _): cooccurrence = computed
    case .cache(let reader, _):
      let storage = try SQLiteCase(reading: reader.folder)
      cooccurrence = try Cooccurrence(in: CaseSnapshot(of: storage), jobs: jobs)
    }
    // What a case keeps has the same persons in the same order.
    guard cooccurrence.snapshot.persons.map({ "\($0.id)" }) == ids else { return nil }
    var confidences = [Double](repeating: 1, count: graph.edgeCount)
    for edge in cooccurrence.people.graph.edges {
      guard let own = graph.edge(from: edge.source, to: edge.target) else { continue }
      guard let confidence = cooccurrence.confidence(ofEdge: edge) else { return nil }
      confidences[own] = confidence
    }
    return confidences
  }

  /// The node that `text` names: a person of the case, or an ID or unique label of the file.
  ///
  /// - Throws: `QueryError` with the candidates where there is none or several.
  public func node(_ text: String) throws -> Int {
    if let reader {
      let id = try reader.person(text)
      if let node = ids.firstIndex(of: String(id)) { return node }
      let isPart = if case .computed = origin { true } else { false }
      let reason =
        try reader.isArtefact(id)
        ? "is probably an artefact; --artefacts includes them"
        : isPart ? "is not in what was selected" : "has no faces any more"
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

  /// The graph's measures: what the case keeps of `measures`, and the others when they are asked for.
  public func measurement(for measures: [PersonMeasure], jobs: Int = allCores) throws
    -> GraphMeasurement
  {
    var known: [String: [Double?]] = [:]
    for measure in measures { known[measure.name] = try keptValues(of: measure) }
    return GraphMeasurement(of: graph, known: known, jobs: jobs)
  }

  /// The values that the case keeps; `nil` where it does not.
  func keptValues(of measure: PersonMeasure) throws -> [Double?]? {
    guard isWholeCase, measure.isKept, let reader else { return nil }
    let kept = try reader.keptMeasure(measure.name)
    let values: [Double?] = ids.compactMap { id in PersonID(id).flatMap { kept[$0] } }
    return values.count == graph.nodeCount ? values : nil
  }

  /// The cells under `person` and `name`.
  func cells(_ node: Int) -> [CSVCell] {
    // `06` and `+6` are no numbers here.
    let number = Int64(ids[node]).flatMap { String($0) == ids[node] ? $0 : nil }
    return [number.map { .integer($0) } ?? .identifier(ids[node]), CSVCell(names[node])]
  }

  /// Media that show both of two persons; none for a graph without a case.
  func evidence(_ first: Int, _ second: Int, limit: Int) throws -> [(
    path: String, date: String?
  )] {
    switch origin {
    case .computed(let cooccurrence, _):
      guard let edge = graph.edge(from: first, to: second) else { return [] }
      let snapshot = cooccurrence.snapshot
      let media = cooccurrence.evidence(ofEdge: edge).prefix(limit)
      return media.map { (snapshot.path(of: $0), snapshot.media[$0].date) }
    case .cache(let reader, _):
      guard let first = PersonID(ids[first]), let second = PersonID(ids[second]) else { return [] }
      return try reader.evidence(of: first, and: second, limit: limit)
    case .document: return []
    }
  }

  /// For each of some pairs the first media that shows both.
  func examples(_ pairs: [(Int, Int)]) throws -> [CSVCell] {
    guard case .cache(let reader, _) = origin else {
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
