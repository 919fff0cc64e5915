/// A named event: what belongs to it, by folder and time.
public struct Event: Sendable, Equatable {
  /// What belongs to an event.
  public enum Part: Hashable, Sendable {
    /// All in a folder, by its path in the case.
    case folder(String)
    /// All of a time: from the first text on, before the second; see `TimeSpan`.
    case span(since: String, until: String)
  }

  /// Its name.
  public var name: String
  /// What belongs to it, besides what metadata and the user's tables say.
  public var parts: [Part]

  /// An event of this name.
  public init(name: String, parts: [Part]) {
    self.name = name
    self.parts = parts
  }
}
