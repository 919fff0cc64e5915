import CaseStore
import Domain
import FaceClustering

/// Decisions of a user about the persons of a case. Each is checked against all that stand, recorded
/// with its author, and takes effect at once; every later clustering respects it.
///
/// A decision that somebody else's decision overtakes is checked anew.
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

  /// Gives a person a name, or takes it away. The name belongs to the faces that the person has now.
  ///
  /// - Parameter probability: How likely the name is, where a program gives it; it stays unconfirmed
  ///   until somebody confirms the person.
  /// - Throws: `NameError`; `DecisionError`.
  public func name(_ person: PersonID, _ name: String?, probability: Double? = nil) throws
    -> Decision
  {
    let name = try SQLiteCase.suitable(name)
    return try decide(about: [person]) { state in
      guard let known = state.person(person) else { throw NameError.unknownPerson(person) }
      // Only who has no faces any more can lose a name without them.
      let rows = name == nil ? state.rowsIfAny(of: person) : try state.rows(of: person)
      return Proposal(
        NewDecision(
          .name, of: person, name: name, oldName: known.name, probability: probability,
          faces: state.decided(rows, isSubject: true), author: author))
    }
  }

  /// Says that faces of a person, or all, were looked at and are this person's.
  ///
  /// - Throws: `DecisionError`.
  public func confirm(_ person: PersonID, faces: [FaceID] = []) throws -> Decision {
    try decide(about: [person]) { state in
      let all = try state.rows(of: person)
      let rows = faces.isEmpty ? all : try state.own(faces, of: person, among: all)
      let confirmed = Set(rows)
      return Proposal(
        NewDecision(
          .confirm, of: person,
          faces: state.decided(rows, isSubject: true)
            + state.decided(all.filter { !confirmed.contains($0) }, isSubject: false),
          author: author))
    }
  }

  /// Gives faces, of nobody or of others, to a person, or to a new one.
  ///
  /// - Throws: `DecisionError`, also where an earlier decision says otherwise.
  public func assign(_ faces: [FaceID], to person: PersonID?) throws -> Decision {
    try decide(about: person.map { [$0] } ?? [], faces: faces) { state in
      let rows = try state.known(faces)
      let others = try person.map { person in
        try state.rows(of: person).filter { !faces.contains(state.faces.ids[$0]) }
      }
      let owner = try person ?? storage.nextPersonID()
      return Proposal(
        NewDecision(
          .assign, of: owner,
          faces: state.decided(rows, isSubject: true)
            + state.decided(others ?? [], isSubject: false),
          author: author), giving: rows, to: owner)
    }
  }

  /// Adds a face that the detector missed, as a person's or as nobody's. It stays when its media is
  /// looked at again, by whatever detector and encoder.
  ///
  /// - Parameter sha256: The content hash of the media it is in.
  /// - Throws: `DecisionError.faceIsThere` where there is a face at this place.
  public func add(_ drawn: DrawnFace, sha256: String, to person: PersonID?) throws -> Decision {
    let place = DecidedFace(
      sha256: sha256, time: drawn.face.time, box: drawn.face.box, person: nil, isSubject: true)
    return try decide(about: person.map { [$0] } ?? [], media: drawn.media) { state in
      if let row = state.locator.row(of: place) {
        throw DecisionError.faceIsThere(state.faces.ids[row])
      }
      let others = try person.map { try state.rows(of: $0) } ?? []
      if !allowsSameFrame, let person,
        let row = others.first(where: {
          state.faces.mediaIDs[$0] == drawn.media && state.faces.times[$0] == drawn.face.time
        })
      {
        throw DecisionError.sameFrame(
          "person \(person) is in this picture already, as face \(state.faces.ids[row])")
      }
      return Proposal(
        NewDecision(
          .add, of: person, faces: [place] + state.decided(others, isSubject: false),
          author: author), adding: drawn)
    }
  }

  /// Makes persons one: the one with a name stays, else the one with the lowest ID.
  ///
  /// - Parameter kind: `.merge`, or `.same` for the answer to a question.
  /// - Throws: `DecisionError`, also where an earlier decision keeps two apart or both are in one
  ///   frame.
  public func merge(_ persons: PersonID..., as kind: NewDecision.Kind = .merge) throws -> Decision {
    try merge(persons, as: kind)
  }

  /// Makes persons one; see above.
  public func merge(_ persons: [PersonID], as kind: NewDecision.Kind = .merge) throws -> Decision {
    let all = Set(persons).sorted()
    guard all.count > 1 else { throw DecisionError.samePerson(persons.first ?? 0) }
    return try decide(about: Set(all)) { state in
      let named = all.filter { state.person($0)?.name != nil }
      if named.count > 1 {
        throw DecisionError.bothNamed(
          state.person(named[0])?.name ?? "", state.person(named[1])?.name ?? "", second: named[1])
      }
      let kept = named.first ?? all[0]
      let gone = all.filter { $0 != kept }
      let staying = try state.rows(of: kept)
      let moved = try gone.flatMap { try state.rows(of: $0) }
      return Proposal(
        NewDecision(
          kind, of: kept, other: gone[0],
          faces: state.decided(moved, isSubject: true) + state.decided(staying, isSubject: false),
          author: author), giving: moved, to: kept)
    }
  }

  /// Says that two persons are not one, or that nobody can tell; both stay as they are.
  ///
  /// - Parameter kind: `.different` or `.unsure`.
  /// - Throws: `DecisionError`, also where an earlier decision makes them one.
  public func compare(_ a: PersonID, _ b: PersonID, _ kind: NewDecision.Kind) throws -> Decision {
    guard a != b else { throw DecisionError.samePerson(a) }
    return try decide(about: [a, b]) { state in
      Proposal(
        NewDecision(
          kind, of: a, other: b,
          faces: state.decided(try state.rows(of: a), isSubject: true)
            + state.decided(try state.rows(of: b), isSubject: false),
          author: author))
    }
  }

  /// Makes some faces of a person another, new person.
  ///
  /// - Throws: `DecisionError`, also where an earlier decision makes them one person.
  public func split(_ person: PersonID, faces: [FaceID]) throws -> Decision {
    try decide(about: [person]) { state in
      let (subjects, others) = try state.separate(faces, from: person)
      let new = try storage.nextPersonID()
      return Proposal(
        NewDecision(
          .split, of: person, other: new,
          faces: state.decided(subjects, isSubject: true) + state.decided(others, isSubject: false),
          author: author), giving: subjects, to: new)
    }
  }

  /// Says that some faces, the person's own or nobody's, are not this person's. They are nobody's
  /// then, and may become anybody else's at the next clustering.
  ///
  /// - Throws: `DecisionError`, also where an earlier decision makes them one person.
  public func reject(_ person: PersonID, faces: [FaceID]) throws -> Decision {
    try decide(about: [person], faces: faces) { state in
      let (subjects, others) = try state.separate(faces, from: person, orNobody: true)
      return Proposal(
        NewDecision(
          .reject, of: person,
          faces: state.decided(subjects, isSubject: true) + state.decided(others, isSubject: false),
          author: author), giving: subjects, to: nil)
    }
  }

  /// Puts a person aside: the faces stay in the case as nobody's, and so do those that a later
  /// clustering adds to them.
  ///
  /// - Throws: `DecisionError.noFaces`.
  public func ignore(_ person: PersonID) throws -> Decision {
    try decide(about: [person]) { state in
      let rows = try state.rows(of: person)
      return Proposal(
        NewDecision(
          .ignore, of: person, faces: state.decided(rows, isSubject: true), author: author),
        giving: rows, to: nil)
    }
  }

  /// Undoes a decision, or the last one that stands: its faces go back to whose they were, unless a
  /// later clustering gave them to somebody else.
  ///
  /// - Throws: `DecisionError`, also where a later decision is about the same faces or name.
  public func undo(_ id: DecisionID? = nil) throws -> Decision {
    try retrying {
      let state = try State(try storage.decisionScope(of: [], faces: []))
      let standing = state.standing
      guard
        let index = id.map({ id in standing.firstIndex { $0.id == id } }) ?? standing.indices.last
      else {
        if let id { throw DecisionError.unknown(id) }
        throw DecisionError.nothing
      }
      let decision = standing[index]
      let content = decision.content
      if let later = standing[(index + 1)...].first(where: { $0.content.isAboutSame(as: content) })
      {
        throw DecisionError.builtUpon(decision.id, by: later.title)
      }
      var persons: [FaceID: PersonID?] = [:]
      for face in content.faces where face.isSubject && content.movesFaces {
        guard let row = state.locator.row(of: face) else { continue }
        if state.faces.personIDs[row] == content.newPerson {
          persons.updateValue(face.person, forKey: state.faces.ids[row])
        }
      }
      if content.kind == .add, let person = content.person.flatMap(state.person),
        let name = person.name, person.faceCount <= persons.count
      {
        throw DecisionError.lastFaces(person.id, name: name)
      }
      try recording("people undo", ["decision": decision.id.description], faces: persons.count) {
        _ in
        try storage.undo(
          decision, author: author, assigning: persons, since: state.scope.revision)
      }
      return decision
    }
  }

  /// Undoes a clustering, the last that stands: faces go back to whose they were. Returns how many.
  ///
  /// - Throws: `DecisionError`, also where it is not the last, or something was decided since.
  public func undoClustering(_ run: RunID) throws -> Int {
    try retrying {
      let revision = try storage.decisionRevision()
      let standing = try storage.clusterings().filter(\.stands)
      guard let clustering = standing.first(where: { $0.run == run }) else {
        throw DecisionError.unknownClustering(run)
      }
      guard clustering.hasFaces else { throw DecisionError.forgotten(run) }
      if let later = standing.last, later.run != run {
        throw DecisionError.clusteringBuiltUpon(run, by: "clustering \(later.run) (\(later.time))")
      }
      let decisions = try storage.decisions().filter { $0.stands && ($0.run ?? 0) > run }
      if let later = decisions.last {
        throw DecisionError.clusteringBuiltUpon(run, by: later.title)
      }
      return try recording("people undo", ["clustering": run.description], faces: 0) { _ in
        try storage.undoClustering(run, author: author, since: revision)
      }
    }
  }

  /// What was undone.
  public enum Undone: Sendable {
    /// A decision.
    case decision(Decision)
    /// A clustering, with the number of faces that went back.
    case clustering(RunID, faces: Int)
  }

  /// Undoes the last decision or clustering that stands, whichever came later.
  ///
  /// - Throws: `DecisionError`.
  public func undoLast() throws -> Undone {
    let clustering = try storage.clusterings().last { $0.stands && $0.hasFaces }
    let decision = try storage.decisions().last(where: \.stands)
    if let clustering, clustering.run > (decision?.run ?? 0) {
      return .clustering(clustering.run, faces: try undoClustering(clustering.run))
    }
    return .decision(try undo())
  }

  /// A decision that is to be taken, and whose the faces in some rows become by it.
  private struct Proposal {
    let decision: NewDecision
    let rows: [Int]
    let owner: PersonID?
    let addition: DrawnFace?

    init(
      _ decision: NewDecision, giving rows: [Int] = [], to owner: PersonID? = nil,
      adding addition: DrawnFace? = nil
    ) {
      self.decision = decision
      self.rows = rows
      self.owner = owner
      self.addition = addition
    }
  }

  private func decide(
    about persons: Set<PersonID>, faces: [FaceID] = [], media: MediaID? = nil,
    _ propose: (State) throws -> Proposal
  ) throws -> Decision {
    try retrying {
      let state = try State(
        try storage.decisionScope(of: persons, faces: Set(faces), media: media))
      let proposal = try propose(state)
      // A face that is to be added is looked for as if it were there.
      let faces = state.faces.adding(proposal.addition)
      _ = try DecidedFaces(
        state.scope.decisions, and: proposal.decision, faces: faces,
        hashes: state.scope.hashes, persons: state.scope.persons
      ).constraints(Array(0..<faces.count), of: faces, allowsSameFrame: allowsSameFrame)
      try state.checkThatNobodyIsEmptied(byGiving: proposal.rows, to: proposal.owner)
      let assigned = Dictionary(
        proposal.rows.map { (state.faces.ids[$0], proposal.owner as PersonID?) },
        uniquingKeysWith: { $1 })
      return try recording(
        "people \(proposal.decision.kind.rawValue)", ["decision": proposal.decision.summary],
        faces: assigned.count + (proposal.addition == nil ? 0 : 1)
      ) { run in
        try storage.record(
          proposal.decision, assigning: assigned, adding: proposal.addition, run: run,
          since: state.scope.revision)
      }
    }
  }

  /// Does something again that was overtaken by somebody else's decision.
  private func retrying<Result>(_ body: () throws -> Result) throws -> Result {
    for _ in 0..<20 {
      do { return try body() } catch CaseError.decidedMeanwhile {}
    }
    return try body()
  }

  private func recording<Result>(
    _ command: String, _ parameters: [String: String], faces: Int, _ body: (RunID) throws -> Result
  ) throws -> Result {
    try storage.recording(
      NewRun(
        command: command, parameters: parameters.merging(["author": author]) { old, _ in old },
        models: [:])
    ) { run in (try body(run), counts: ["faces": faces], failures: []) }
  }
}

extension NewDecision {
  /// Whose the named faces are by this decision.
  fileprivate var newPerson: PersonID? {
    switch kind {
    case .merge, .same, .name, .confirm, .assign, .add, .different, .unsure: person
    case .split: other
    case .reject, .ignore: nil
    }
  }

  /// Whether the named faces became somebody else's by it.
  fileprivate var movesFaces: Bool {
    switch kind {
    case .merge, .same, .assign, .add, .split, .reject, .ignore: true
    case .name, .confirm, .different, .unsure: false
    }
  }

  /// Whether both are about the same faces, or both name the same person.
  fileprivate func isAboutSame(as other: NewDecision) -> Bool {
    if kind == .name || other.kind == .name { return kind == other.kind && person == other.person }
    // What moves no faces can be taken back whatever was decided since.
    if !other.movesFaces { return false }
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
  let scope: DecisionScope
  let locator: FaceLocator
  private let persons: [PersonID: Person]

  init(_ scope: DecisionScope) throws {
    self.scope = scope
    locator = FaceLocator(scope.faces, hashes: scope.hashes)
    persons = Dictionary(uniqueKeysWithValues: scope.persons.map { ($0.id, $0) })
  }

  var faces: FaceTable { scope.faces }
  var standing: [Decision] { scope.decisions.filter(\.stands) }

  func person(_ id: PersonID) -> Person? { persons[id] }

  func rows(of person: PersonID) throws -> [Int] {
    let rows = rowsIfAny(of: person)
    guard !rows.isEmpty else { throw DecisionError.noFaces(person) }
    return rows
  }

  func rowsIfAny(of person: PersonID) -> [Int] {
    (0..<faces.count).filter { faces.personIDs[$0] == person }
  }

  /// The rows of faces, whosever they are.
  func known(_ ids: [FaceID]) throws -> [Int] {
    guard !ids.isEmpty else { throw DecisionError.noFacesNamed }
    let wanted = Set(ids)
    let rows = (0..<faces.count).filter { wanted.contains(faces.ids[$0]) }
    let unknown = wanted.subtracting(rows.map { faces.ids[$0] })
    guard unknown.isEmpty else { throw DecisionError.unknownFaces(unknown.sorted()) }
    return rows
  }

  /// The rows of faces that must be among the person's.
  func own(_ ids: [FaceID], of person: PersonID, among all: [Int]) throws -> [Int] {
    let named = Set(ids)
    let foreign = named.subtracting(all.map { faces.ids[$0] })
    guard foreign.isEmpty else {
      throw DecisionError.foreignFaces(foreign.sorted(), person: person)
    }
    return all.filter { named.contains(faces.ids[$0]) }
  }

  /// The rows of the faces that were named, and of the person's other faces.
  func separate(_ ids: [FaceID], from person: PersonID, orNobody: Bool = false) throws
    -> (named: [Int], others: [Int])
  {
    guard !ids.isEmpty else { throw DecisionError.noFacesNamed }
    let all = try rows(of: person)
    let wanted = Set(ids)
    let nobodys =
      orNobody
      ? (0..<faces.count).filter { faces.personIDs[$0] == nil && wanted.contains(faces.ids[$0]) }
      : []
    let owned = try own(
      wanted.subtracting(nobodys.map { faces.ids[$0] }).sorted(), of: person, among: all)
    let others = all.filter { !wanted.contains(faces.ids[$0]) }
    guard !others.isEmpty else { throw DecisionError.allFaces(person) }
    return (owned + nobodys, others)
  }

  /// - Throws: `DecisionError.lastFaces` where somebody with a name would have none left.
  func checkThatNobodyIsEmptied(byGiving rows: [Int], to owner: PersonID?) throws {
    let given = Set(rows)
    for person in Set(rows.compactMap { faces.personIDs[$0] }).sorted() where person != owner {
      guard let name = self.person(person)?.name, owner != nil,
        rowsIfAny(of: person).allSatisfy(given.contains)
      else { continue }
      throw DecisionError.lastFaces(person, name: name)
    }
  }

  func decided(_ rows: [Int], isSubject: Bool) -> [DecidedFace] {
    rows.map { row in
      DecidedFace(
        sha256: scope.hashes[faces.mediaIDs[row]] ?? "", time: faces.times[row],
        box: faces.boxes[row], person: faces.personIDs[row], isSubject: isSubject)
    }
  }
}
