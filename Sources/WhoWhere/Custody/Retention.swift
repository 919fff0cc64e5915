import Foundation

/// How long a case may be kept.
public enum Retention {
  /// Whether `text` is a day such as 2027-01-31.
  public static func isDay(_ text: String) -> Bool {
    text.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil && days(until: text) != nil
  }

  /// A reminder, as every command gives it.
  public static func reminder(_ day: String, now: Date = Date()) -> String {
    let left = days(until: day, now: now) ?? 0
    let advice = "`wwww purge --case DIR --yes` purges it"
    if left < 0 { return "this case was to be kept until \(day), which is over; \(advice)" }
    return "this case is to be kept until \(day) (\(Count.of(left, "day")) left)"
      + (left <= 7 ? "; \(advice)" : "")
  }

  /// Days from today to `day`, in UTC; negative where it is over.
  private static func days(until day: String, now: Date = Date()) -> Int? {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withFullDate]
    guard let end = formatter.date(from: day) else { return nil }
    // A day that no calendar has is moved to one that it has.
    guard formatter.string(from: end) == day else { return nil }
    return Int((end.timeIntervalSince1970 / 86400).rounded(.down))
      - Int((now.timeIntervalSince1970 / 86400).rounded(.down))
  }
}
