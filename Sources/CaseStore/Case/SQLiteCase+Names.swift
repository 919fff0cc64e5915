import Domain
import Foundation
import GRDB

extension SQLiteCase {
  /// Gives a person a name, or takes it away.
  ///
  /// - Parameters:
  ///   - person: The person.
  ///   - name: The name without outer spaces; `nil` for none. It must not look like an ID,
  ///     nor differ from another person's name in case only.
  /// - Throws: `NameError`.
  public func setName(_ name: String?, of person: PersonID) throws {
    let name = try Self.suitable(name)
    try database.write { db in try Self.setName(name, of: person, probability: nil, db) }
  }

  /// `name` without outer spaces.
  ///
  /// - Throws: `NameError.unsuitable`.
  public static func suitable(_ name: String?) throws -> String? {
    guard let name = name?.trimmingCharacters(in: .whitespaces) else { return nil }
    guard !name.isEmpty, name.count <= 200, name.utf8.count <= 2000, Int(name) == nil,
      !name.hasPrefix("community:"), name != "new",
      !name.hasPrefix(","), !name.hasSuffix(","),
      !name.unicodeScalars.contains(where: {
        $0.properties.generalCategory == .control
          || $0.properties.generalCategory == .lineSeparator
          || $0.properties.generalCategory == .paragraphSeparator
      })
    else { throw NameError.unsuitable(name) }
    return name
  }

  /// Gives a person a suitable name that nobody else has, or takes it away.
  static func setName(
    _ name: String?, of person: PersonID, probability: Double?, _ db: Database
  ) throws {
    for row in try Row.fetchAll(
      db, sql: "SELECT id, name FROM person_record WHERE name IS NOT NULL AND id <> ?",
      arguments: [person])
    where (row["name"] as String).lowercased() == name?.lowercased() {
      throw NameError.taken(name ?? "", by: row["id"])
    }
    try db.execute(
      sql: "UPDATE person_record SET name = ?, name_probability = ? WHERE id = ?",
      arguments: [name, probability, person])
    if db.changesCount == 0 { throw NameError.unknownPerson(person) }
  }
}

/// Why a person could not be given a name.
public enum NameError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There is no person with this ID.
  case unknownPerson(PersonID)
  /// Empty, longer than 200 characters, a number, a word with a meaning of its own, or with line breaks.
  case unsuitable(String)
  /// Another person has it.
  case taken(String, by: PersonID)

  /// What happened, and what to do.
  public var description: String {
    switch self {
    case .unknownPerson(let id): "there is no person \(id)"
    case .unsuitable(let name):
      "“\(name.prefix(80))\(name.count > 80 ? "…" : "")” cannot be a name: give at most 200 characters that are no number, not “new”, does not begin or end with "
        + "a comma, and has no tabs or line breaks"
    case .taken(let name, let id): "person \(id) is called “\(name)” already"
    }
  }
}
