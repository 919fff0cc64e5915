import Domain
import Foundation
import GRDB

extension SQLiteCase {
  /// Gives a person a name, or takes it away.
  ///
  /// - Parameters:
  ///   - person: The person.
  ///   - name: The name without outer spaces; `nil` for none. It must not look like an ID or a list
  ///     of persons, nor differ from another person's name in case only.
  /// - Throws: `NameError`.
  public func setName(_ name: String?, of person: PersonID) throws {
    let name = name?.trimmingCharacters(in: .whitespaces)
    if let name {
      guard !name.isEmpty, Int(name) == nil,
        !name.unicodeScalars.contains(where: {
          $0 == "," || $0.properties.generalCategory == .control
        })
      else { throw NameError.unsuitable(name) }
    }
    try database.write { db in
      for row in try Row.fetchAll(
        db, sql: "SELECT id, name FROM person_record WHERE name IS NOT NULL AND id <> ?",
        arguments: [person])
      where (row["name"] as String).lowercased() == name?.lowercased() {
        throw NameError.taken(name ?? "", by: row["id"])
      }
      try db.execute(
        sql: "UPDATE person_record SET name = ? WHERE id = ?", arguments: [name, person])
      if db.changesCount == 0 { throw NameError.unknownPerson(person) }
    }
  }
}

/// Why a person could not be given a name.
public enum NameError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There is no person with this ID.
  case unknownPerson(PersonID)
  /// Empty, a number, or with commas or control characters.
  case unsuitable(String)
  /// Another person has it.
  case taken(String, by: PersonID)

  /// What happened, and what to do.
  public var description: String {
    switch self {
    case .unknownPerson(let id): "there is no person \(id); `wwww people` lists all"
    case .unsuitable(let name):
      "“\(name)” cannot be a name: give text that is no number and has no commas, tabs or line breaks"
    case .taken(let name, let id): "person \(id) is called “\(name)” already"
    }
  }
}
