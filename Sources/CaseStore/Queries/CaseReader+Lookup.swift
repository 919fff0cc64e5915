import Domain
import Files
import Foundation
import GRDB
import SystemPackage

extension CaseReader {
  /// The person that `text` names: an ID, or a name whatever its case.
  ///
  /// - Throws: `QueryError` with the names that are spelled alike where there is none, or with the
  ///   candidates where there are several.
  public func person(_ text: String) throws -> PersonID {
    try database.unsafeRead { db in
      if let id = PersonID(text) {
        if try Bool.fetchOne(
          db, sql: "SELECT EXISTS (SELECT 1 FROM person WHERE id = ?)", arguments: [id]) == true
        {
          return id
        }
        throw QueryError.notFound(.person, text, similar: [])
      }
      let named = try Row.fetchAll(
        db, sql: "SELECT id, name FROM person_record WHERE name IS NOT NULL ORDER BY id")
      let exact = named.filter { $0["name"] == text }
      let matches =
        exact.isEmpty
        ? named.filter { ($0["name"] as String).lowercased() == text.lowercased() } : exact
      if matches.count > 1 {
        throw QueryError.ambiguous(
          .person, text, candidates: matches.map { "\($0["id"] as Int) \($0["name"] as String)" })
      }
      if let match = matches.first { return match["id"] }
      let guesses = similar(to: text, among: named.map { $0["name"] })
      throw QueryError.notFound(
        .person, text,
        similar: guesses.map { guess in
          named.first { $0["name"] == guess }.map { "\($0["id"] as Int) \(guess)" } ?? guess
        })
    }
  }

  /// How everybody can be named: names first, then IDs.
  public func personSpellings() throws -> [String] {
    try database.unsafeRead { db in
      try String.fetchAll(db, sql: "SELECT name FROM person WHERE name IS NOT NULL ORDER BY name")
        + Int.fetchAll(db, sql: "SELECT id FROM person ORDER BY id").map(String.init)
    }
  }

  /// The persons that `text` names: IDs and names with commas between; `community:3` stands for all
  /// of a community.
  ///
  /// - Throws: As `person(_:)`.
  public func people(_ text: String) throws -> [PersonID] {
    var people: [PersonID] = []
    var seen: Set<PersonID> = []
    for name in try listed(text) {
      let named =
        name.hasPrefix("community:")
        ? try members(ofCommunity: name.dropFirst("community:".count)) : [try person(String(name))]
      for id in named where seen.insert(id).inserted { people.append(id) }
    }
    guard !people.isEmpty else { throw QueryError.notFound(.person, text, similar: []) }
    return people
  }

  /// The parts between commas; commas that belong to a name, as in "King, Jr.", divide nothing.
  private func listed(_ text: String) throws -> [Substring] {
    let known = try database.unsafeRead { db in
      Set(
        try String.fetchAll(
          db, sql: "SELECT name FROM person_record WHERE instr(name, ',') > 0"
        ).map { $0.lowercased() })
    }
    var parts = text.split(separator: ",", omittingEmptySubsequences: false)[...]
    var names: [Substring] = []
    while let first = parts.first {
      let longest =
        (1...parts.count).reversed().first { count in
          let joined = text[first.startIndex..<parts[parts.startIndex + count - 1].endIndex]
          return count == 1 || known.contains(joined.trimmed.lowercased())
        } ?? 1
      let name = text[first.startIndex..<parts[parts.startIndex + longest - 1].endIndex].trimmed
      if !name.isEmpty { names.append(name[...]) }
      parts = parts.dropFirst(longest)
    }
    return names
  }

  private func members(ofCommunity text: Substring) throws -> [PersonID] {
    let members =
      try Int(text).map { community in
        try database.unsafeRead { db in
          try PersonID.fetchAll(
            db, sql: "SELECT person_id FROM person_summary WHERE community = ? ORDER BY person_id",
            arguments: [community])
        }
      } ?? []
    guard !members.isEmpty else { throw QueryError.notFound(.community, String(text), similar: []) }
    return members
  }

  /// The media that `text` names: a path, in the case or on disk, else a file name, the first four
  /// or more digits of a hash, or the end of a path.
  ///
  /// - Throws: `QueryError` with the candidates where there are none or several.
  /// - Complexity: O(log files) for a path, O(files) for the rest.
  public func media(_ text: String) throws -> MediaID {
    try database.unsafeRead { db in
      let exact = try MediaID.fetchAll(
        db, sql: "SELECT DISTINCT media_id FROM media_file WHERE path = ?", arguments: [text])
      if exact.count == 1 { return exact[0] }
      if let location = location(of: text),
        let media = try MediaID.fetchOne(
          db, sql: "SELECT media_id FROM media_file WHERE location = ?", arguments: [location])
      {
        return media
      }
      let isHash =
        (4...64).contains(text.utf8.count) && text.allSatisfy { $0.isASCII && $0.isHexDigit }
      // The number of characters is counted by SQLite, whose idea of a character differs from
      // Swift's.
      let matches = try Row.fetchAll(
        db,
        sql: """
          SELECT media_id, min(path) AS path FROM media_file
          WHERE substr(path, -length(?1) - 1) = '/' || ?1
            OR path = ?1
            OR (?2 AND media_id IN (
              SELECT id FROM media_item WHERE sha256 >= lower(?1) AND sha256 < lower(?1) || 'g'))
          GROUP BY media_id ORDER BY path LIMIT 11
          """, arguments: [text, isHash])
      if matches.count == 1 { return matches[0]["media_id"] }
      guard matches.isEmpty else {
        throw QueryError.ambiguous(
          .media, text, candidates: abridged(matches.map { $0["path"] as String }))
      }
      if let media = try media(spelled: text, in: db) { return media }
      let name = text.split(separator: "/").last.map { String($0) } ?? text
      let paths = try String.fetchAll(
        db,
        sql: "SELECT DISTINCT path FROM media_file WHERE instr(lower(path), lower(?)) LIMIT 5",
        arguments: [name])
      throw QueryError.notFound(.media, text, similar: paths)
    }
  }

  /// The media whose path, or its end, is `text` in another Unicode form: a Mac writes "ü" as two
  /// characters, a keyboard as one. Swift compares text by what it stands for, SQLite byte by byte.
  private func media(spelled text: String, in db: Database) throws -> MediaID? {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    var found: [MediaID: String] = [:]
    let ending = "/" + text
    let rows = try Row.fetchCursor(db, sql: "SELECT media_id, path FROM media_file ORDER BY path")
    while let row = try rows.next() {
      let path: String = row["path"]
      if path == text || path.hasSuffix(ending) { found[row["media_id"]] = path }
    }
    guard found.count > 1 else { return found.keys.first }
    throw QueryError.ambiguous(.media, text, candidates: abridged(found.values.sorted()))
  }
}

/// The absolute path of a file or folder on disk, as the case keeps it.
func location(of text: String) -> Data? {
  guard !text.isEmpty, !text.utf8.contains(0), let path = absolutePath(existingPath(FilePath(text)))
  else {
    return nil
  }
  return Data(path.string.utf8)
}

/// At most ten of `candidates`.
func abridged(_ candidates: [String]) -> [String] {
  candidates.count > 10 ? candidates.prefix(10) + ["…"] : candidates
}
