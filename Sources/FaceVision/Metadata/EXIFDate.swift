import Foundation

/// A date as EXIF writes it, "YYYY:MM:DD HH:MM:SS", with its offset from UTC; also as ISO 8601,
/// which many programs write in its place.
///
/// Unknown dates, which EXIF writes as blanks or zeros, days that no calendar has and times that no
/// clock shows are none: no hour 24, no "pm".
struct EXIFDate {
  /// The moment in UTC, ISO 8601 to the second. Without an offset, the clock is taken to show UTC.
  let utc: String

  init?(_ text: String, offset: String) {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines.union(.init(charactersIn: "\0")))
    let pattern =
      #/(\d{4})[:\-\/](\d{2})[:\-\/](\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:[.,]\d+)?\s*([Zz]|[+\-]\d{2}:?\d{2})?/#
    guard let match = text.wholeMatch(of: pattern),
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
      let hour = Int(match.4), let minute = Int(match.5), let second = Int(match.6),
      (1826...9999).contains(year), (0...23).contains(hour), (0...59).contains(minute),
      (0...59).contains(second)
    else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = DateComponents(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    guard parts.isValidDate(in: calendar), let local = calendar.date(from: parts) else {
      return nil
    }
    let east = match.7.map { Self.secondsEast($0) } ?? Self.secondsEast(offset[...])
    utc = (local - (east ?? 0)).formatted(.iso8601)
  }

  /// The seconds of "+HH:MM", "-HHMM" or "Z"; `nil` for anything else.
  private static func secondsEast(_ text: Substring) -> TimeInterval? {
    let text = text.trimmingCharacters(in: .whitespaces)
    if text == "Z" || text == "z" { return 0 }
    guard let match = text.wholeMatch(of: #/([+\-])(\d{2}):?(\d{2})/#),
      let hours = Int(match.2), let minutes = Int(match.3), hours <= 14, minutes < 60
    else { return nil }
    return Double(hours * 3600 + minutes * 60) * (match.1 == "-" ? -1 : 1)
  }
}
