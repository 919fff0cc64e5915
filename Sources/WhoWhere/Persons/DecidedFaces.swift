import CaseStore
import Domain
import FaceClustering

/// What the decisions of users say of the faces of today.
///
/// A confirmation links faces, and so do an assignment, an added face and a split those that were pointed at, each
/// to the clearest of the person's own. A merge, or the answer "same", links all faces of the
/// persons, but for those that a later decision took out. A split keeps the faces apart from the
/// person's other faces, as a rejection does face by face; "different" keeps two persons apart. A name
/// makes the person's faces of that time its seeds, which links none of them: a group may turn out
/// to be several people, and then most of the seeds keep the name. Faces that are gone say nothing.
struct DecidedFaces {
  /// Rows of faces that are one person.
  private(set) var mustLink: [PairDecision] = []
  /// Rows of faces that are different persons.
  private(set) var cannotLink: [PairDecision] = []
  /// For each row whose face somebody said it is.
  private(set) var seeds: [Seed?]
  /// The rows of persons who are ignored, with the person.
  private(set) var ignored: [Int: PersonID] = [:]
  /// Who confirmed the face in a row, in the order of confirmation.
  private(set) var confirmations: [Int: [String]] = [:]
  /// The decision that confirmed the face in a row.
  private var confirmedBy: [Int: String] = [:]
  /// A confirmation that a later decision denies.
  private var contradiction: String?
  /// The persons that keep apart from each other: those with names and the ignored.
  private(set) var named: Set<Int>

  /// What `decisions` say, oldest first. Those that were undone still tell which faces a name was given
  /// to only because of them.
  ///
  /// - Parameters:
  ///   - new: A decision that is to be taken after all others, if any.
  ///   - persons: Everybody, with names.
  /// - Complexity: O(faces + faces of decisions; for a rejection its faces times the others).
  init(
    _ decisions: [Decision], and new: NewDecision? = nil, faces: FaceTable,
    hashes: [MediaID: String], persons: [Person]
  ) {
    self.init(
      decisions, and: new, faces: faces, locator: FaceLocator(faces, hashes: hashes),
      persons: persons)
  }

  /// The same, where the places of the faces are known.
  init(
    _ decisions: [Decision], and new: NewDecision? = nil, faces: FaceTable, locator: FaceLocator,
    persons: [Person]
  ) {
    named = Set(persons.filter { $0.name != nil }.map(\.id.rawValue))
    seeds = []
    guard !decisions.isEmpty || new != nil else {
      seeds = Seed.completed([], named: named, previous: Self.previous(faces))
      return
    }
    seeds = [Seed?](repeating: nil, count: faces.count)
    var located = decisions.map { Located($0, $0.title, locator) }
    if let new {
      let decision = Decision(id: DecisionID(.max), content: new, time: "")
      located.append(Located(decision, "the new decision, \(new.summary),", locator))
    }
    let detached = Self.detachments(located)
    for decision in located where decision.isStanding {
      apply(decision, detached, after: located, faces)
    }
    linkConfirmed(located)
    named.formUnion(ignored.values.map(\.rawValue))
    seeds = Seed.completed(seeds, named: named, previous: Self.previous(faces))
  }

  /// A decision with the rows of its faces.
  private struct Located {
    let id: DecisionID
    let content: NewDecision
    let title: String
    let isStanding: Bool
    let time: String
    let undoneTime: String?
    let subjects: [Int]
    let others: [Int]

    init(_ decision: Decision, _ title: String, _ locator: FaceLocator) {
      id = decision.id
      content = decision.content
      self.title = title
      isStanding = decision.stands
      time = decision.time
      undoneTime = decision.undoneTime
      subjects = decision.content.faces.filter(\.isSubject).compactMap(locator.row)
      others = decision.content.faces.filter { !$0.isSubject }.compactMap(locator.row)
    }
  }

  private static func previous(_ faces: FaceTable) -> [Int?] {
    faces.personIDs.map { $0?.rawValue }
  }

  /// For each row the last decision that took the face out of a person.
  private static func detachments(_ decisions: [Located]) -> [Int: DecisionID] {
    var last: [Int: DecisionID] = [:]
    for decision in decisions where decision.isStanding {
      if [.assign, .split, .reject].contains(decision.content.kind) {
        for row in decision.subjects { last[row] = decision.id }
      }
    }
    return last
  }

  private mutating func apply(
    _ decision: Located, _ detached: [Int: DecisionID], after all: [Located], _ faces: FaceTable
  ) {
    let (subjects, others, title) = (decision.subjects, decision.others, decision.title)
    // A face that was added as nobody's says nothing of persons.
    guard let person = decision.content.person?.rawValue else { return }
    if [.assign, .split, .reject].contains(decision.content.kind) {
      for row in subjects where seeds[row]?.person != person || decision.content.kind != .assign {
        if let confirmed = confirmedBy[row] {
          contradiction =
            "decisions contradict each other: \(confirmed) says whose face \(faces.ids[row]) is, "
            + "\(title) says otherwise"
        }
        confirmations[row] = nil
      }
    }
    func stays(_ row: Int) -> Bool { detached[row].map { $0 <= decision.id } ?? true }
    switch decision.content.kind {
    case .name:
      let mistaken = Self.mistaken(decision, all)
      for row in subjects where !mistaken.contains(row) { plant(row, person) }
    case .confirm:
      for row in subjects {
        plant(row, person, isConfirmed: true)
        confirmedBy[row] = title
        if confirmations[row]?.contains(decision.content.author) != true {
          confirmations[row, default: []].append(decision.content.author)
        }
      }
      for row in others where seeds[row] == nil { plant(row, person) }
      link(subjects, title)
    case .assign, .add:
      for row in others where seeds[row] == nil { plant(row, person) }
      for row in subjects { plant(row, person, isConfirmed: true) }
      // One face of the person's own, so that it is still the same person.
      let clearest = others.max { (faces.qualities[$0], $1) < (faces.qualities[$1], $0) }
      link((clearest.map { [$0] } ?? []) + subjects, title)
    case .merge, .same:
      let rows = (subjects + others).filter(stays)
      link(rows, title)
      for row in rows where seeds[row] != nil || named.contains(person) {
        plant(row, person, isConfirmed: seeds[row]?.isConfirmed ?? false)
      }
    case .split:
      for row in subjects {
        plant(row, decision.content.other?.rawValue ?? person, isConfirmed: true)
      }
      link(subjects, title)
      if let first = subjects.first { separate([first], others.filter(stays), title) }
    case .reject:
      for row in subjects where seeds[row]?.person == person { seeds[row] = nil }
      separate(subjects, others.filter(stays), title)
    case .different:
      let (some, those) = (subjects.filter(stays), others.filter(stays))
      separate(some, Self.clearest(those, faces), title)
      separate(those, Self.clearest(some, faces), title)
    case .unsure: break
    case .ignore: for row in subjects where stays(row) { ignored[row] = PersonID(person) }
    }
  }

  /// Says whose the face in a row is; a name given to a group does not overrule who looked at the face.
  private mutating func plant(_ row: Int, _ person: Int, isConfirmed: Bool = false) {
    guard isConfirmed || seeds[row]?.isConfirmed != true || seeds[row]?.person == person else {
      return
    }
    let was = seeds[row].map { $0.person == person && $0.isConfirmed } ?? false
    seeds[row] = Seed(person: person, isConfirmed: isConfirmed || was)
  }

  /// The faces that a name was given to only because of a merge that was undone later.
  private static func mistaken(_ name: Located, _ all: [Located]) -> Set<Int> {
    var rows: Set<Int> = []
    for other in all where !other.isStanding && other.id < name.id {
      guard [.merge, .same, .assign].contains(other.content.kind),
        other.content.person == name.content.person, let undone = other.undoneTime,
        undone >= name.time
      else { continue }
      rows.formUnion(other.subjects)
    }
    return rows
  }

  /// Links the confirmed faces of each person, whoever confirmed them.
  private mutating func linkConfirmed(_ decisions: [Located]) {
    var first: [Int: Int] = [:]
    for decision in decisions where decision.isStanding {
      guard [.confirm, .assign, .add, .split].contains(decision.content.kind) else { continue }
      for row in decision.subjects {
        guard let seed = seeds[row], seed.isConfirmed else { continue }
        guard let other = first[seed.person] else {
          first[seed.person] = row
          continue
        }
        if other != row { mustLink.append(PairDecision(other, row, name: decision.title)) }
      }
    }
  }

  private mutating func link(_ rows: [Int], _ title: String) {
    for row in rows.dropFirst() { mustLink.append(PairDecision(rows[0], row, name: title)) }
  }

  private mutating func separate(_ some: [Int], _ others: [Int], _ title: String) {
    for row in some {
      for other in others where other != row {
        cannotLink.append(PairDecision(row, other, name: title))
      }
    }
  }

  /// The clearest faces, as many as stand well for all.
  private static func clearest(_ rows: [Int], _ faces: FaceTable) -> [Int] {
    Array(
      rows.sorted { (faces.qualities[$1], $0) < (faces.qualities[$0], $1) }.prefix(standingFor))
  }

  private static let standingFor = 16

  /// The demands on the faces in `rows` alone, as a clustering of these takes them.
  ///
  /// - Throws: `DecisionError.contradiction` where they cannot hold together.
  func constraints(_ rows: [Int], of faces: FaceTable, allowsSameFrame: Bool) throws
    -> ClusteringConstraints
  {
    if let contradiction { throw DecisionError.contradiction(contradiction) }
    let frames = PersonFinder.frames(of: faces)
    var position = [Int](repeating: -1, count: faces.count)
    for (i, row) in rows.enumerated() { position[row] = i }
    func moved(_ pairs: [PairDecision]) -> [PairDecision] {
      pairs.compactMap { pair in
        let (first, second) = (position[pair.first], position[pair.second])
        return first < 0 || second < 0 ? nil : PairDecision(first, second, name: pair.name)
      }
    }
    do {
      let names = Seed.names(seeds, named: named)
      return try ClusteringConstraints(
        faceCount: rows.count, frames: allowsSameFrame ? nil : rows.map { frames[$0] },
        mustLink: moved(mustLink), cannotLink: moved(cannotLink), names: rows.map { names[$0] })
    } catch {
      throw DecisionError(error) { faces.ids[rows[$0]] }
    }
  }
}

extension Decision {
  /// What the decision is called in messages.
  public var title: String {
    "\(content.summary) (decision \(id), \(time) by \(content.author))"
  }
}

extension NewDecision {
  /// The decision in the words of the command line.
  public var summary: String {
    let subjects = faces.filter(\.isSubject)
    let about = person?.description ?? "nobody"
    let count = subjects.isEmpty ? "" : ", " + Count.of(subjects.count, "face")
    switch kind {
    case .name: return "name \(about) \(name.map { "“\($0)”" } ?? "--remove")"
    case .merge, .same:
      let gone = Set((subjects.map(\.person) + [other]).compactMap { $0 })
        .subtracting([person].compactMap { $0 })
      return "\(kind.rawValue) "
        + ([about] + gone.sorted().map(\.description)).joined(separator: " ")
    case .different, .unsure: return "\(kind.rawValue) \(about)\(other.map { " \($0)" } ?? "")"
    case .split, .reject, .ignore, .confirm, .assign: return "\(kind.rawValue) \(about)\(count)"
    case .add:
      let place = subjects.first.map { "a face at \($0.box)" } ?? "a face"
      return "add \(place)\(person.map { " as person \($0)" } ?? "")"
    }
  }
}
