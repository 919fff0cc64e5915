import CaseStore
import Domain

/// Names for events: what belongs to each is all in some folders and of some spans of time, besides
/// what metadata and tables say.
public struct EventNaming {
  private let storage: SQLiteCase

  /// Naming in `storage`.
  public init(in storage: SQLiteCase) { self.storage = storage }

  /// Names an event, or gives one other parts.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - folders: Folders, as the case shows them, or on disk.
  ///   - spans: Spans of time such as `2024-05-01..2024-05-03`.
  /// - Returns: How many photos and videos belong to the event now.
  /// - Throws: `QueryError` for a folder that is not there; `EventNameError`.
  public func name(_ name: String, folders: [String], spans: [String]) throws -> Int {
    guard let name = try Self.suitable(name) else { throw EventNameError.unsuitable(name) }
    let reader = try CaseReader(in: storage.folder)
    let parts =
      try folders.map { try reader.part("folder:" + $0) }
      + spans.map { try reader.part("time:" + $0) }
    let known = try storage.events().first { $0.name.lowercased() == name.lowercased() }?.name
    return try storage.recording(
      NewRun(
        command: "events name",
        parameters: [
          "event": name, "folders": folders.joined(separator: "\n"),
          "spans": spans.joined(separator: "\n"),
        ], models: [:])
    ) { _ in
      if let known, known != name { _ = try storage.forgetEvent(known) }
      try storage.save(Event(name: name, parts: parts))
      let count = try reader.event("event:" + name).count
      return (count, counts: ["media": count], failures: [])
    }
  }

  /// Takes a name away; photos and videos stay as they are.
  ///
  /// - Throws: `EventNameError` where there is no such event.
  public func forget(_ name: String) throws {
    guard
      let known = try storage.events().first(where: { $0.name.lowercased() == name.lowercased() })
    else { throw EventNameError.unknown(name) }
    try storage.recording(
      NewRun(command: "events forget", parameters: ["event": known.name], models: [:])
    ) { _ in
      _ = try storage.forgetEvent(known.name)
      return ((), counts: [:], failures: [])
    }
  }

  /// `name` as an event may be called; `nil` where nothing is left of it.
  static func suitable(_ name: String) throws -> String? {
    let clean = MetadataValue(.event, name, .csv, "-")?.text
    guard let clean, clean.count <= 200, TimeSpan(clean) == nil,
      !["event:", "folder:", "time:"].contains(where: { clean.lowercased().hasPrefix($0) })
    else { throw EventNameError.unsuitable(name) }
    return clean
  }
}

/// Why an event could not be named.
public enum EventNameError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Empty, too long, or a span of time.
  case unsuitable(String)
  /// There is no event of this name that somebody gave.
  case unknown(String)

  /// What happened, and what to do.
  public var description: String {
    switch self {
    case .unsuitable(let name):
      "“\(name.prefix(80))” cannot be an event's name: give at most 200 characters that are no time"
    case .unknown(let name):
      "nobody named an event “\(name.prefix(80))”; `wwww events` lists all"
    }
  }
}
