/// A span of time in which a node or an edge existed, both bounds included.
public struct Spell: Sendable, Hashable {
  /// The first moment, in milliseconds since 1970-01-01 UTC; `nil` if there is no such bound.
  public var start: Int64?
  /// The last moment, in milliseconds since 1970-01-01 UTC; `nil` if there is no such bound.
  public var end: Int64?

  /// The span from `start` to `end`, in milliseconds since 1970-01-01 UTC.
  public init(start: Int64?, end: Int64?) {
    self.start = start
    self.end = end
  }

  /// The single moment `time`, in milliseconds since 1970-01-01 UTC.
  public init(at time: Int64) { self.init(start: time, end: time) }
}
