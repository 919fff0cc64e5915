/// A span of time in which a node or an edge existed, both bounds included.
public struct Spell: Sendable, Hashable {
  /// The first moment, in the document's `spellUnit`; `nil` if there is no such bound.
  public var start: Double?
  /// The last moment, in the document's `spellUnit`; `nil` if there is no such bound.
  public var end: Double?

  /// The span from `start` to `end`.
  public init(start: Double?, end: Double?) {
    self.start = start
    self.end = end
  }

  /// The single moment `time`.
  public init(at time: Double) { self.init(start: time, end: time) }

  /// The single moment `time`, of which 2⁵³ milliseconds are exact.
  public init(at time: some BinaryInteger) { self.init(at: Double(time)) }
}
