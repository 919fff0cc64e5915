import CaseStore

/// The events of a case.
public struct EventListing: Sendable {
  private let reader: CaseReader

  /// Reads from `reader`.
  public init(_ reader: CaseReader) { self.reader = reader }

  /// All events by name, with how many photos, videos and persons, from when to when.
  public func all() throws -> ResultTable { ResultTable(try reader.eventListing()) }
}
