/// What the numbers of a document's spells mean.
public enum SpellUnit: Sendable, Hashable {
  /// Milliseconds since 1970-01-01 UTC.
  case milliseconds
  /// Numbers on a scale of the file's own: steps, years, seconds of a video.
  case plain

  /// The moment `time` as GEXF writes it under the unit's time format.
  func text(_ time: Double) -> String {
    switch self {
    case .milliseconds: TimeText.dateTime(Int64(time.rounded()))
    case .plain: NumberText.shortest(time)
    }
  }
}
