import CaseStore
import Domain
import FaceClustering

/// Decisions of a user about the persons of a case. Each is checked against all that stand, recorded
/// with its author, and takes effect at once; every later clustering respects it.
///
/// ```swift
/// let curation = Curation(of: storage, author: "Ada")
/// let decision = try curation.merge(3, 7)
/// try curation.undo(decision.id)
/// ```
public struct Curation {
  private let storage: SQLiteCase
  private let author: String
  private let allowsSameFrame: Bool

  /// Curation of `storage` by `author`.
  ///
  /// - Parameter allowsSameFrame: Whether two faces of one frame may be one person.
  public init(of storage: SQLiteCase, author: String, allowsSameFrame: Bool = false) {
    self.storage = storage
    self.author = author
    self.allowsSameFrame = allowsSameFrame
  }

  /// Gives a person a name, or takes it away.
  ///
  /// - Throws: `NameError`.
  public func name(_ person: PersonID, _ name: String?) throws -> Decision {
    let oldName = try storage.persons().first { $0.id == person }?.name
    try storage.setName(name, of: person)
    let newName = try storage.persons().first { $0.id == person }?.name
    return try save(
      NewDecision(.name, of: person, name: newName, oldName: oldName, author: author),
      assigning: [:])
  }

  /// Makes two persons one: the one with a name stays, else the one with the lower ID.
  ///
  /// - Throws: `DecisionError`, also where an earlier decision keeps the two apart or both are in one
  ///   frame.
  public func merge(_ a: PersonID, _ b: PersonID) throws -> Decision {
    guard a != b else { throw DecisionError.samePerson(a) }
    let names = Dictionary(
      uniqueKeysWithValues: try storage.persons().map { ($0.id, $0.name) })
    let (low, high) = (min(a, b), max(a, b))
    if let first = names[low] ?? nil, let second = names[high] ?? nil {
      throw DecisionError.bothNamed(first, second, second: high)
    }
    let isHighNamed = (names[high] ?? nil) != nil
    let (kept, gone) = isHighNamed ? (high, low) : (low, high)
    let state = try State(of: storage, persons: [kept, gone])
    let moved = try state.rows(of: gone)
    let staying = try state.rows(of: kept)
    return try record(
      NewDecision(
        .merge, of: kept, other: gone,
        faces: state.decided(moved, isSubject: true) + state.decided(staying, isSubject: false),
        author: author),
      giving: moved, to: kept, in: state)
  }

  /// Makes some faces of a person another, new person.
  ///
  /// - Throws: `DecisionError`, also where an earlier decision makes them one person.
  public func split(_ person: PersonID, faces: [FaceID]) throws -> Decision {
    let state = try State(of: storage, persons: [person])
    let (subjects, others) = try state.separate(faces, from: person)
    let new = try storage.nextPersonID()
    return try record(
      NewDecision(
        .split, of: person, other: new,
        faces: state.decided(subjects, isSubject: true) + state.decided(others, isSubject: false),
        author: author),
      giving: subjects, to: new, in: state)
  }

  /// Says that some faces are not this person's. They become nobody's, and may become anybody else's
  /// at the next clustering.
  ///
  /// - Throws: `DecisionError`, also where an earlier decision makes them one person.
  public func reject(_ person: PersonID, faces: [FaceID]) throws -> Decision {
    let state = try State(of: storage, persons: [person])
    let (subjects, others) = try state.separate(faces, from: person)
    return try record(
      NewDecision(
        .reject, of: person,
        faces: state.decided(subjects, isSubject: true) + state.decided(others, isSubject: false),
        author: author),
      giving: subjects, to: nil, in: state)
  }

  /// Puts a person aside: the faces stay in the case as nobody's, and so do those that a later
  /// clustering adds to them.
  ///
  /// - Throws: `DecisionError.noFaces`.
  public func ignore(_ person: PersonID) throws -> Decision {
    let state = try State(of: storage, persons: [person])
    let rows = try state.rows(of: person)
    return try record(
      NewDecision(
        .ignore, of: person, faces: state.decided(rows, isSubject: true), author: author),
      giving: rows, to: nil, in: state)
  }

  /// Undoes a decision, or the last one that stands: its faces go back to whose they were, unless a
  /// later clustering gave them to somebody else.
  ///
  /// - Throws: `DecisionError`, also where a later decision is about the same faces or name.
  public func undo(_ id: DecisionID? = nil) throws -> Decision {
    let standing = try storage.decisions().filter(\.stands)
    guard let index = id.map({ id in standing.firstIndex { $0.id == id } }) ?? standing.indices.last
    else {
      if let id { throw DecisionError.unknown(id) }
      throw DecisionError.nothing
    }
    let decision = standing[index]
    let content = decision.content
    if let later = standing[(index + 1)...].first(where: { $0.content.isAboutSame(as: content) }) {
      throw DecisionError.builtUpon(decision.id, by: later.title)
    }
    let state = try State(of: storage, persons: [])
    var persons: [FaceID: PersonID?] = [:]
    for face in content.faces where face.isSubject {
      guard let row = state.locator.row(of: face) else { continue }
      if state.faces.personIDs[row] == content.newPerson {
        persons.updateValue(face.person, forKey: state.faces.ids[row])
      }
    }
    if content.kind == .name { try storage.setName(content.oldName, of: content.person) }
    let run = try begin("people undo", ["decision": decision.id.description])
    try storage.undo(decision.id, author: author, assigning: persons)
    try storage.finish(run, counts: ["faces": persons.count], failures: [])
    return decision
  }

  private func record(
    _ decision: NewDecision, giving rows: [Int], to person: PersonID?, in state: State
  ) throws -> Decision {
    var decisions = try storage.decisions().filter(\.stands).map { ($0.title, $0.content) }
    decisions.append(("the new decision, \(decision.summary),", decision))
    _ = try DecidedConstraints(decisions, faces: state.faces, hashes: state.hashes).constraints(
      Array(0..<state.faces.count), of: state.faces, allowsSameFrame: allowsSameFrame)
    return try save(
      decision,
      assigning: Dictionary(uniqueKeysWithValues: rows.map { (state.faces.ids[$0], person) }))
  }

  private func save(_ decision: NewDecision, assigning persons: [FaceID: PersonID?]) throws
    -> Decision
  {
    let run = try begin("people \(decision.kind.rawValue)", ["decision": decision.summary])
    let saved = try storage.record(decision, assigning: persons, run: run)
    try storage.finish(run, counts: ["faces": persons.count], failures: [])
    return saved
  }

  private func begin(_ command: String, _ parameters: [String: String]) throws -> RunID {
    try storage.begin(
      NewRun(
        command: command, parameters: parameters.merging(["author": author]) { old, _ in old },
        models: [:]))
  }
}

extension NewDecision {
  /// Whose the named faces are by this decision.
  fileprivate var newPerson: PersonID? {
    switch kind {
    case .merge, .name: person
    case .split: other
    case .reject, .ignore: nil
    }
  }

  /// Whether both are about the same faces, or both name the same person.
  fileprivate func isAboutSame(as other: NewDecision) -> Bool {
    if kind == .name || other.kind == .name { return kind == other.kind && person == other.person }
    struct Place: Hashable {
      let sha256: String
      let time: Int?
      let box: FaceBox
    }
    let places = Set(
      other.faces.filter(\.isSubject).map { Place(sha256: $0.sha256, time: $0.time, box: $0.box) })
    return faces.contains {
      places.contains(Place(sha256: $0.sha256, time: $0.time, box: $0.box))
    }
  }
}

/// The faces that matter while a decision about some persons is taken.
private struct State {
  let faces: FaceTable
  let hashes: [MediaID: String]
  let locator: FaceLocator

  init(of storage: SQLiteCase, persons: Set<PersonID>) throws {
    let scope = try storage.decisionScope(of: persons)
    faces = scope.faces
    hashes = scope.hashes
    locator = FaceLocator(faces, hashes: hashes)
  }

  func rows(of person: PersonID) throws -> [Int] {
    let rows = (0..<faces.count).filter { faces.personIDs[$0] == person }
    guard !rows.isEmpty else { throw DecisionError.noFaces(person) }
    return rows
  }

  /// The rows of the faces that were named, and of the person's other faces.
  func separate(_ ids: [FaceID], from person: PersonID) throws -> (named: [Int], others: [Int]) {
    let all = try rows(of: person)
    let named = Set(ids)
    let foreign = named.subtracting(all.map { faces.ids[$0] })
    guard foreign.isEmpty else {
      throw DecisionError.foreignFaces(foreign.sorted(), person: person)
    }
    let others = all.filter { !named.contains(faces.ids[$0]) }
    guard !others.isEmpty else { throw DecisionError.allFaces(person) }
    return (all.filter { named.contains(faces.ids[$0]) }, others)
  }

  func decided(_ rows: [Int], isSubject: Bool) -> [DecidedFace] {
    rows.map { row in
      DecidedFace(
        sha256: hashes[faces.mediaIDs[row]] ?? "", time: faces.times[row], box: faces.boxes[row],
        person: faces.personIDs[row], isSubject: isSubject)
    }
  }
}
