import Domain
import GraphFormats

/// What became of a person's faces between two states of a case.
public struct PersonMoves: Sendable, Equatable, Encodable {
  /// Faces that came from or went to the same place.
  public struct Flow: Sendable, Equatable, Encodable {
    /// The person; nil is nobody.
    public var person: PersonID?
    /// The person's name.
    public var name: String?
    /// How many faces.
    public var faces: Int
  }

  /// The person.
  public var person: PersonID
  /// The person's name.
  public var name: String?
  /// How many faces the person had before, and has after.
  public var before, after: Int
  /// Where faces came from and went, most first.
  public var from, to: [Flow]

  /// Everybody who got or lost faces: the named first, then by ID. O(faces · log).
  ///
  /// - Parameters:
  ///   - before: Each face's person; nil is nobody.
  ///   - after: The same afterwards.
  ///   - names: The names of those who have one.
  public static func between(
    _ before: [PersonID?], _ after: [PersonID?], names: [PersonID: String]
  ) -> [PersonMoves] {
    var sizes: [Int: (before: Int, after: Int)] = [:]
    var gains: [Int: [Int: Int]] = [:]
    var losses: [Int: [Int: Int]] = [:]
    // Nobody is −1 here, so that everything has an order.
    for (before, after) in zip(before, after) {
      let (old, new) = (before?.rawValue ?? -1, after?.rawValue ?? -1)
      sizes[old, default: (0, 0)].before += 1
      sizes[new, default: (0, 0)].after += 1
      guard old != new else { continue }
      gains[new, default: [:]][old, default: 0] += 1
      losses[old, default: [:]][new, default: 0] += 1
    }
    func flows(_ counts: [Int: Int]?) -> [Flow] {
      (counts ?? [:]).sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
        Flow(
          person: $0.key >= 0 ? PersonID($0.key) : nil, name: names[PersonID($0.key)],
          faces: $0.value)
      }
    }
    return Set(gains.keys).union(losses.keys).filter { $0 >= 0 }.sorted {
      (names[PersonID($0)] == nil ? 1 : 0, $0) < (names[PersonID($1)] == nil ? 1 : 0, $1)
    }.map {
      PersonMoves(
        person: PersonID($0), name: names[PersonID($0)], before: sizes[$0]?.before ?? 0,
        after: sizes[$0]?.after ?? 0,
        from: flows(gains[$0]), to: flows(losses[$0]))
    }
  }

  /// One a row: who, how many faces before and after, from where and to where.
  public static func table(_ moves: [PersonMoves]) -> ResultTable {
    var table = ResultTable(columns: ["person", "name", "before", "after", "from", "to"])
    for move in moves {
      table.append([
        .integer(Int64(move.person.rawValue)), CSVCell(move.name), .integer(Int64(move.before)),
        .integer(Int64(move.after)),
        .text(move.from.map(\.text).joined(separator: "; ")),
        .text(move.to.map(\.text).joined(separator: "; ")),
      ])
    }
    return table
  }

  /// The change in a line: "“Ada” (3): 41 faces, before 40; +2 of nobody; −1 to person 17".
  public var line: String {
    let who = name.map { "“\($0)” (\(person))" } ?? "person \(person)"
    let size =
      before == 0
      ? "new, \(Count.of(after, "face"))"
      : after == 0
        ? "no faces now, before \(before)" : "\(Count.of(after, "face")), before \(before)"
    return
      ([who + ": " + size] + from.map { "+\($0.faces) of \($0.who)" }
      + to.map { "−\($0.faces) to \($0.who)" }).joined(separator: "; ")
  }
}

extension PersonMoves.Flow {
  /// Whose the faces are.
  fileprivate var who: String {
    guard let person else { return "nobody" }
    return name.map { "“\($0)” (\(person))" } ?? "person \(person)"
  }

  fileprivate var text: String { "\(who): \(faces)" }
}
