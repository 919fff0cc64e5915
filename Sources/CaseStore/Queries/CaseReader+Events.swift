import Domain
import Foundation
import GRDB

extension CaseReader {
  /// The media of an event, by rising ID: those of a named one, those in a folder, or those of a span
  /// of time.
  ///
  /// A folder is given by its path, in the case or on disk, or the end of it; a span as `2024-05-01` or
  /// `2024-05-01..2024-05-03`. Where an event, a folder and a time are called alike, `event:`, `folder:`
  /// or `time:` in front tells which is meant.
  ///
  /// - Throws: `QueryError` with the candidates where there are none or several.
  /// - Complexity: O(log files + media of the event); O(files) for the end of a path.
  public func event(_ text: String) throws -> [MediaID] {
    if text.hasPrefix("event:") {
      let name = String(text.dropFirst("event:".count))
      if let media = try media(ofEvent: name) { return media }
      throw QueryError.notFound(.event, name, similar: similar(to: name, among: try eventNames()))
    }
    guard let named = try media(ofEvent: text) else { return try media(of: part(text)) }
    // A folder that is called like its event is no second thing.
    if let part = try? part(text) {
      let other = try media(of: part)
      if !Set(other).isSubset(of: named) {
        let kind = if case .span = part { "time" } else { "folder" }
        throw QueryError.ambiguous(
          .event, text, candidates: ["event:\(text)", "\(kind):\(text)"])
      }
    }
    return named
  }

  /// The folder or span of time that `text` names; see `event(_:)`.
  ///
  /// - Throws: `QueryError` with the candidates where there are none or several.
  public func part(_ text: String) throws -> Event.Part {
    if text.hasPrefix("time:") {
      let span = String(text.dropFirst("time:".count))
      guard let window = TimeSpan(span) else {
        throw QueryError.invalidValue(span, parameter: "a span of time", expected: Self.spanForm)
      }
      return .span(since: window.lower, until: window.upper)
    }
    if text.hasPrefix("folder:") { return .folder(try folder(String(text.dropFirst(7)))) }
    guard let window = TimeSpan(text) else { return .folder(try folder(text)) }
    if (try? folder(text)) != nil {
      throw QueryError.ambiguous(.folder, text, candidates: ["folder:\(text)", "time:\(text)"])
    }
    return .span(since: window.lower, until: window.upper)
  }

  static let spanForm = "a span such as 2024-05, 2024-05-01 or 2024-05-01..2024-05-03"

  /// The names of all events, whoever named them.
  private func eventNames() throws -> [String] {
    try database.unsafeRead { db in
      try String.fetchAll(
        db, sql: "SELECT event FROM event_media UNION SELECT name FROM event_record ORDER BY 1")
    }
  }

  /// The media of a named event, whatever the case of the letters; `nil` where there is no such event.
  private func media(ofEvent text: String) throws -> [MediaID]? {
    let names = try eventNames()
    guard
      let name = names.first(where: { $0 == text })
        ?? names.first(where: { $0.lowercased() == text.lowercased() })
    else { return nil }
    return try database.unsafeRead { db in
      try MediaID.fetchAll(
        db, sql: "SELECT media_id FROM event_media WHERE event = ? ORDER BY media_id",
        arguments: [name])
    }
  }

  private func media(of part: Event.Part) throws -> [MediaID] {
    try database.unsafeRead { db in
      switch part {
      case .folder(let folder): try Self.media(in: folder, db)
      case .span(let since, let until):
        try MediaID.fetchAll(
          db, sql: "SELECT id FROM media_item WHERE date >= ? AND date < ? ORDER BY id",
          arguments: [since, until])
      }
    }
  }

  /// The media in a folder; all where its path is empty.
  private static func media(in folder: String, _ db: Database) throws -> [MediaID] {
    // "0" follows "/" in ASCII.
    try MediaID.fetchAll(
      db,
      sql: """
        SELECT DISTINCT media_id FROM media_file
        WHERE ?1 = '' OR path >= ?1 || '/' AND path < ?1 || '0'
        ORDER BY media_id
        """, arguments: [folder])
  }

  /// The path, in the case, of the folder that `text` names.
  private func folder(_ text: String) throws -> String {
    var folder = text
    while folder.hasSuffix("/") { folder.removeLast() }
    return try database.unsafeRead { db in
      if !folder.isEmpty, try !Self.media(in: folder, db).isEmpty { return folder }
      if let location = location(of: folder),
        let file = try Row.fetchOne(
          db,
          sql: """
            SELECT location, path FROM media_file WHERE location >= ?1 AND location < ?2
            ORDER BY location LIMIT 1
            """, arguments: [location + Data("/".utf8), location + Data("0".utf8)])
      {
        let below = (file["location"] as Data).dropFirst(location.count + 1)
        let depth = below.count { $0 == UInt8(ascii: "/") } + 1
        return (file["path"] as String).split(separator: "/", omittingEmptySubsequences: false)
          .dropLast(depth).joined(separator: "/")
      }
      let folders = try String.fetchAll(
        db, sql: "SELECT DISTINCT folder FROM file WHERE folder <> '' ORDER BY folder")
      let all = Set(folders.flatMap(withParents)).sorted()
      // Compared by what the text stands for, whatever its Unicode form.
      let ends = all.filter { $0 == folder || $0.hasSuffix("/" + folder) }
      if ends.count == 1 { return ends[0] }
      guard ends.isEmpty else {
        throw QueryError.ambiguous(.folder, text, candidates: abridged(ends))
      }
      throw QueryError.notFound(.folder, text, similar: similar(to: folder, among: all))
    }
  }
}

/// A folder and those that hold it: `a/b/c`, `a/b`, `a`.
private func withParents(_ folder: String) -> [String] {
  var folders = [folder]
  var rest = folder[...]
  while let slash = rest.lastIndex(of: "/") {
    rest = rest[..<slash]
    folders.append(String(rest))
  }
  return folders
}
