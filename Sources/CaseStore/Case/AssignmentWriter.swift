import Domain
import GRDB

/// Gives faces to persons, within one transaction, and notes whose derived rows must follow.
struct AssignmentWriter {
  private let give: Statement
  private let forgetDistance: Statement
  /// The persons who got or lost faces.
  private(set) var changed: Set<PersonID> = []

  init(_ db: Database) throws {
    give = try db.makeStatement(sql: "UPDATE face_detection SET person_id = ?1 WHERE id = ?2")
    forgetDistance = try db.makeStatement(sql: "DELETE FROM face_distance WHERE face_id = ?")
  }

  /// Gives the face `face`, until now `old`'s, to `new`; `nil` is nobody.
  mutating func give(_ face: FaceID, from old: PersonID?, to new: PersonID?) throws {
    guard old != new else { return }
    try give.execute(arguments: [new, face])
    try forgetDistance.execute(arguments: [face])
    for case let person? in [old, new] { changed.insert(person) }
  }
}
