import CaseStore
import Domain
import FaceClustering
import FaceVision
import Files
import GraphFormats
import ParallelLoops

/// Known people looked for among everybody in a case.
public struct GallerySearch: Sendable {
  /// Somebody in the case who may be somebody known.
  public struct Match: Sendable, Equatable, Encodable {
    /// Who it may be.
    public var name: String
    /// How probable it is.
    public var probability: Double
    /// The person; nil for a face of nobody.
    public var person: PersonID?
    /// What the person is called already.
    public var presentName: String?
    /// How many faces the person has.
    public var faces: Int
    /// A face: the person's most like the portraits.
    public var face: FaceID
    /// The mean cosine of the portraits and the person's faces.
    public var similarity: Double
    /// Whether nobody known is more probably this person, and no person more probably this name.
    public var isBest: Bool
    /// Whether the name was given.
    public var isAccepted = false
  }

  /// All matches, likeliest first.
  public private(set) var matches: [Match]
  /// The portraits that could not be used.
  public let failures: [Failure]

  /// Looks for the people of `gallery`.
  ///
  /// - Throws: `VisionError` where a model is missing; `EmbeddingError` for damaged faces.
  /// - Complexity: O(groups²) for all persons and faces of nobody.
  public init(
    for gallery: Gallery, in storage: SQLiteCase, models: ModelLibrary, settings: IndexSettings
  ) throws {
    let found = try PhotoFaces(
      in: gallery.portraits.map(\.path), models: models, settings: settings)
    var failures = found.failures
    let names = Dictionary(
      gallery.portraits.map { ($0.path, $0.name) }, uniquingKeysWith: { first, _ in first })
    var portraits: [String: [[Float]]] = [:]
    for faces in found.faces {
      guard faces.count == 1 else {
        failures.append(
          Failure(
            path: displayName(faces[0].photo), reason: "several-faces",
            message: "\(faces.count) faces were found; cut out the one that is meant"))
        continue
      }
      portraits[names[faces[0].photo] ?? "", default: []].append(faces[0].embedding)
    }
    try self.init(for: portraits, in: storage, failures: failures, jobs: settings.jobs)
  }

  /// Looks for people by the embeddings of their portraits.
  ///
  /// - Throws: `EmbeddingError` for damaged faces.
  public init(
    for portraits: [String: [[Float]]], in storage: SQLiteCase, failures: [Failure] = [],
    jobs: Int = allCores
  ) throws {
    self.failures = failures
    let faces = try storage.faces()
    let called = Dictionary(
      uniqueKeysWithValues: try storage.persons().map { ($0.id, $0.shownName) })
    let known = portraits.keys.sorted()
    let encoder = try storage.encoder()
    let grouped = FaceGroups(faces.personIDs, among: faces.rows(encodedBy: encoder))
    let persons = grouped.persons
    var members = grouped.members
    let first = members.count
    var next = faces.count
    for name in known {
      let count = portraits[name]?.count ?? 0
      members.append(Array(next..<next + count))
      next += count
    }
    let embeddings = try EmbeddingMatrix(
      faces.embeddings + known.flatMap { portraits[$0] ?? [] }.flatMap { $0 })
    let model = encoder.samePersonProbability
    let compared = PersonGroups(embeddings, members: members, jobs: jobs)
    var matches: [Match] = []
    for (i, name) in known.enumerated() {
      for neighbor in compared.neighbors[first + i] where neighbor.group < first {
        let probability = SamePersonProbability.probability(
          model.logOdds(first + i, neighbor.group, of: compared))
        guard probability >= Self.least,
          let nearest = compared.nearestFaces(neighbor.group, first + i)
        else { continue }
        let person = persons[neighbor.group]
        matches.append(
          Match(
            name: name, probability: probability, person: person,
            presentName: person.flatMap { called[$0] ?? nil },
            faces: members[neighbor.group].count, face: faces.ids[nearest.0],
            similarity: neighbor.similarity, isBest: false))
      }
    }
    matches.sort { ($1.probability, $0.name, $0.face) < ($0.probability, $1.name, $1.face) }
    var names: Set<String> = []
    var found: Set<PersonID> = []
    for i in matches.indices {
      guard let person = matches[i].person else { continue }
      let isNew = !names.contains(matches[i].name) && !found.contains(person)
      names.insert(matches[i].name)
      found.insert(person)
      matches[i].isBest = isNew
    }
    self.matches = matches
  }

  /// Names everybody without a name who is somebody known with at least this probability. Such a name
  /// stays unconfirmed until somebody confirms the person. Returns the names that could not be given.
  public mutating func accept(_ probability: Double, by curation: Curation) -> [Failure] {
    var failures: [Failure] = []
    for i in matches.indices where matches[i].isBest && matches[i].probability >= probability {
      guard let person = matches[i].person, matches[i].presentName == nil else { continue }
      do {
        _ = try curation.name(person, matches[i].name, probability: matches[i].probability)
        matches[i].isAccepted = true
      } catch {
        failures.append(
          Failure(path: matches[i].name, reason: "not-named", message: "\(error)"))
      }
    }
    return failures
  }

  /// One match a row.
  public var table: ResultTable {
    var table = ResultTable(columns: [
      "name", "probability", "person", "present_name", "faces", "face", "similarity", "best",
      "accepted",
    ])
    for match in matches {
      table.append([
        .text(match.name), .number(match.probability), CSVCell(match.person?.rawValue),
        CSVCell(match.presentName), CSVCell(match.faces), CSVCell(match.face.rawValue),
        .number(match.similarity), .boolean(match.isBest), .boolean(match.isAccepted),
      ])
    }
    return table
  }

  /// What is less probable is not told.
  private static let least = 0.05
}
