/// A span of time as people write it: `2024`, `2024-05`, `2024-05-01`, `2024-05-01T18:30`, or two of
/// these with `..` between, both included. Always UTC, as the dates of media.
///
/// The bounds are texts that compare with ISO 8601 dates as texts do.
public struct TimeSpan: Hashable, Sendable {
  /// Where the span begins.
  public let lower: String
  /// The first text beyond it: every moment that begins with the last one named is less.
  public let upper: String

  /// The span that `text` names; `nil` where it names none.
  public init?(_ text: String) {
    let ends = text.split(separator: "..", omittingEmptySubsequences: false).map { String($0) }
    guard ends.count <= 2, ends.allSatisfy(Self.isMoment) else { return nil }
    lower = ends[0]
    upper = Self.end(of: ends[ends.count - 1])
    guard lower < upper else { return nil }
  }

  /// Whether `text` is a year, month, day, or moment.
  public static func isMoment(_ text: String) -> Bool {
    guard
      let match = text.wholeMatch(
        of: /\d{4}(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(?:\.\d+)?Z?)?)?)?)?)?/)
    else { return false }
    func isIn(_ range: ClosedRange<Int>, _ part: Substring??) -> Bool {
      guard let part = part ?? nil else { return true }
      return Int(part).map(range.contains) ?? false
    }
    return isIn(1...12, match.1) && isIn(1...31, match.2) && isIn(0...23, match.3)
      && isIn(0...59, match.4) && isIn(0...60, match.5)
  }

  /// The first text after everything that begins with `moment`: "~" is greater than any character of
  /// a date.
  public static func end(of moment: String) -> String { moment + "~" }
}
