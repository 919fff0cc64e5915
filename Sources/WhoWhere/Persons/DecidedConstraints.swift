import CaseStore
import Domain
import FaceClustering

/// What the decisions of users demand of a clustering.
///
/// A merge links all faces of both persons. A split links the faces that were named, and keeps them
/// apart from the person's other faces, as a rejection does face by face. Faces that are gone demand
/// nothing.
struct DecidedConstraints {
  /// Rows of faces that are one person.
  private(set) var mustLink: [PairDecision] = []
  /// Rows of faces that are different persons.
  private(set) var cannotLink: [PairDecision] = []
  /// The rows that were split off together.
  private(set) var splits: [[Int]] = []
  /// The rows of persons who are ignored, with the person.
  private(set) var ignored: [Int: PersonID] = [:]

  /// The demands of `decisions`, each with what it is called in messages.
  ///
  /// - Complexity: O(faces + faces of decisions; for a rejection its faces times the others).
  init(
    _ decisions: [(title: String, content: NewDecision)], faces: FaceTable,
    hashes: [MediaID: String]
  ) {
    guard !decisions.isEmpty else { return }
    let locator = FaceLocator(faces, hashes: hashes)
    for (title, decision) in decisions {
      let subjects = decision.faces.filter(\.isSubject).compactMap(locator.row)
      let others = decision.faces.filter { !$0.isSubject }.compactMap(locator.row)
      switch decision.kind {
      case .name: break
      case .merge: link(subjects + others, title)
      case .split:
        link(subjects, title)
        splits.append(subjects)
        if let first = subjects.first { separate([first], others, title) }
      case .reject: separate(subjects, others, title)
      case .ignore: for row in subjects { ignored[row] = decision.person }
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

  /// The demands on the faces in `rows` alone, as a clustering of these takes them.
  ///
  /// - Throws: `DecisionError.contradiction` where they cannot hold together.
  func constraints(_ rows: [Int], of faces: FaceTable, allowsSameFrame: Bool) throws
    -> ClusteringConstraints
  {
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
      return try ClusteringConstraints(
        faceCount: rows.count, frames: allowsSameFrame ? nil : rows.map { frames[$0] },
        mustLink: moved(mustLink), cannotLink: moved(cannotLink))
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
    let named = kind == .split || kind == .reject ? faces.count(where: \.isSubject) : 0
    let count = named == 0 ? "" : ", " + Count.of(named, "face")
    return switch kind {
    case .name: "name \(person) \(name.map { "“\($0)”" } ?? "--remove")"
    case .merge: "merge \(person)\(other.map { " \($0)" } ?? "")"
    case .split, .reject, .ignore: "\(kind.rawValue) \(person)\(count)"
    }
  }
}
