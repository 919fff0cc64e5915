import CaseStore
import Domain
import GraphAnalysis
import GraphFormats
import ParallelLoops

/// What a case knows about its persons.
public struct PersonListing: Sendable {
  private let reader: CaseReader

  /// Reads from `reader`.
  public init(_ reader: CaseReader) { self.reader = reader }

  /// All persons by rising ID, with the figures that tell them apart.
  public func all() throws -> ResultTable {
    ResultTable(
      try reader.run(
        """
        SELECT id AS person, name, faces, media, first, last, degree, community
        FROM person ORDER BY id
        """, limits: QueryLimits(rows: .max)))
  }

  /// What was decided about persons, oldest first, the undone too. `faces` counts those that were
  /// named; `other` is whom a merge took in or a split brought out.
  public func decisions() throws -> ResultTable {
    ResultTable(
      try reader.run(
        """
        SELECT id AS decision, kind, person_id AS person, other_id AS other, faces, name, old_name,
          time, author, undone, undone_by
        FROM decision ORDER BY id
        """, limits: QueryLimits(rows: .max)))
  }

  /// All about one person: figures, clearest faces, companions, places, decisions.
  ///
  /// - Parameter limit: The most rows of each list.
  public func details(of person: PersonID, limit: Int) throws -> ResultSections {
    var sections = ResultSections()
    for (name, sql) in Self.details {
      sections.append(
        name,
        ResultTable(
          try reader.run(
            sql, arguments: ["person": QueryValue(person), "limit": .integer(Int64(limit))])))
    }
    return sections
  }

  private static let details = [
    (
      "person",
      """
      SELECT id AS person, name, faces, media, first, last, degree, community
      FROM person WHERE id = :person AND :limit IS NOT NULL
      """
    ),
    (
      "faces",
      """
      SELECT face.id AS face, media.path, face.time, face.top, face."right", face.bottom,
        face."left", face.quality, face.distance
      FROM face JOIN media ON media.id = face.media_id
      WHERE face.person_id = :person ORDER BY face.quality DESC, face.id LIMIT :limit
      """
    ),
    (
      "companions",
      """
      SELECT person.id AS person, person.name, companion.media, companion.frames, companion.first,
        companion.last
      FROM companion JOIN person ON person.id = companion.other_id
      WHERE companion.person_id = :person
      ORDER BY companion.media DESC, person.id LIMIT :limit
      """
    ),
    (
      "places",
      """
      SELECT media.place, count(*) AS media, min(media.date) AS first, max(media.date) AS last
      FROM appearance JOIN media ON media.id = appearance.media_id
      WHERE appearance.person_id = :person AND media.place IS NOT NULL
      GROUP BY media.place ORDER BY 2 DESC, 1 LIMIT :limit
      """
    ),
    (
      "decisions",
      """
      SELECT id AS decision, kind, person_id AS person, other_id AS other, faces, name, old_name,
        time, author, undone, undone_by
      FROM decision WHERE person_id = :person OR other_id = :person ORDER BY id DESC LIMIT :limit
      """
    ),
  ]
}

extension SQLiteCase {
  /// Measures the people graph and notes in the case which community each person belongs to and how
  /// central it is, so that questions are answered at once.
  ///
  /// - Throws: `DatabaseError` where the case cannot be written.
  /// - Complexity: O(persons × edges).
  public func measurePeople(_ reader: CaseReader, jobs: Int) throws {
    try findCommunities(reader)
    try noteCentrality(
      KeptCentrality.allCases.compactMap { CentralityMeasure(rawValue: $0.rawValue) },
      of: NamedGraph(of: reader), jobs: jobs)
  }

  /// Notes measures of the people graph of the whole case, those that are worth it and not yet known.
  ///
  /// - Throws: `DatabaseError` where the case cannot be written.
  public func noteCentrality(
    _ measures: [CentralityMeasure], of graph: NamedGraph, jobs: Int = allCores
  ) throws {
    guard graph.isWholeCase else { return }
    for measure in measures {
      guard let kept = KeptCentrality(rawValue: measure.rawValue),
        try graph.keptScores(measure) == nil
      else { continue }
      let persons = graph.ids.compactMap { PersonID($0) }
      try setCentrality(
        kept, Dictionary(uniqueKeysWithValues: zip(persons, graph.scores(measure, jobs: jobs))))
    }
  }

  /// Finds the communities of the people graph and notes them in the case; nothing where they are
  /// known.
  ///
  /// - Throws: `DatabaseError` where the case cannot be written.
  public func findCommunities(_ reader: CaseReader) throws {
    guard try !reader.knowsCommunities() else { return }
    let people = try NamedGraph(of: reader)
    let labels = try Leiden().partition(of: people.graph).labels
    try setCommunities(
      Dictionary(
        uniqueKeysWithValues: zip(people.ids, labels).compactMap { id, label in
          PersonID(id).map { ($0, label) }
        }))
  }
}
