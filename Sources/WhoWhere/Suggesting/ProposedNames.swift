import CaseStore
import Domain
import GraphFormats

/// Names that files give to faces: proposals for the persons whose faces these are, until somebody
/// confirms them.
public struct ProposedNames: Sendable {
  /// A name for a person, or for a face of nobody.
  public struct Proposal: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The person; `nil` for a face of nobody.
    public var person: PersonID?
    /// What the person is called already.
    public var presentName: String?
    /// How many of the person's faces files call so.
    public var faces: Int
    /// How many they call otherwise.
    public var otherwise: Int
    /// The face whose box the named one fits best.
    public var face: FaceID
    /// The sources.
    public var sources: [MetadataSource]
    /// The field, and the file, of the best fit.
    public var origin: String
    /// Whether the name was given.
    public var isAccepted = false

    /// How probable the name is by the rule of succession (Laplace, 1814), of the faces that files
    /// name at all.
    public var probability: Double { Double(faces + 1) / Double(faces + otherwise + 2) }
  }

  /// All proposals: those that most faces support first.
  public private(set) var proposals: [Proposal]

  /// What the files of `storage` propose.
  public init(in storage: SQLiteCase) throws {
    let named = try storage.namedFaces()
    let called = Dictionary(
      uniqueKeysWithValues: try storage.persons().map { ($0.id, $0.name) })
    struct Group: Hashable {
      var person: PersonID?
      // A face of nobody stands for itself.
      var face: FaceID?
    }
    let groups = Dictionary(grouping: named) {
      Group(person: $0.person, face: $0.person == nil ? $0.face : nil)
    }
    proposals = groups.flatMap { group, faces -> [Proposal] in
      let all = Set(faces.map(\.face))
      return Dictionary(grouping: faces, by: \.name).map { name, faces in
        let own = Set(faces.map(\.face))
        let best = faces.max { ($0.overlap, $1.face) < ($1.overlap, $0.face) } ?? faces[0]
        return Proposal(
          name: name, person: group.person,
          presentName: group.person.flatMap { called[$0] ?? nil }, faces: own.count,
          otherwise: all.subtracting(own).count, face: best.face,
          sources: Set(faces.map(\.source)).sorted { $0.rank < $1.rank }, origin: best.origin)
      }
    }.sorted {
      ($1.faces, $0.otherwise, $0.name, $0.face) < ($0.faces, $1.otherwise, $1.name, $1.face)
    }
  }

  /// Gives everybody without a name the name that files propose with at least this probability. It
  /// stays unconfirmed until somebody confirms the person. Where several persons are called alike, the
  /// one with the most such faces gets the name, and the others are told of.
  ///
  /// - Parameter curation: A curation by whoever is named, and what the name is from.
  /// - Returns: The names that could not be given.
  public mutating func accept(
    _ probability: Double, by curation: (_ sources: [MetadataSource]) throws -> Curation
  ) rethrows -> [Failure] {
    var failures: [Failure] = []
    for i in proposals.indices {
      let proposal = proposals[i]
      guard let person = proposal.person, proposal.presentName == nil,
        proposal.faces > proposal.otherwise, proposal.probability >= probability
      else { continue }
      do {
        _ = try curation(proposal.sources).name(
          person, proposal.name, probability: proposal.probability)
        proposals[i].isAccepted = true
      } catch {
        failures.append(
          Failure(
            path: "person \(person), \(proposal.name)", reason: "not-named", message: "\(error)"))
      }
    }
    return failures
  }

  /// One proposal a row.
  public var table: ResultTable {
    var table = ResultTable(columns: [
      "name", "person", "present_name", "faces", "otherwise", "probability", "face", "sources",
      "origin", "accepted",
    ])
    for proposal in proposals {
      table.append([
        .text(proposal.name), CSVCell(proposal.person?.rawValue), CSVCell(proposal.presentName),
        CSVCell(proposal.faces), CSVCell(proposal.otherwise), .number(proposal.probability),
        CSVCell(proposal.face.rawValue),
        .text(proposal.sources.map(\.rawValue).joined(separator: " ")), .text(proposal.origin),
        .boolean(proposal.isAccepted),
      ])
    }
    return table
  }
}
