import Foundation

/// A moment, or a day, as metadata of any kind write it.
package enum MetadataDate {
  /// The moment in UTC, ISO 8601 to the second, or the day where `text` names no time; `nil` for
  /// anything less or else.
  ///
  /// - Parameter offset: The offset from UTC, where it stands apart from `text`. Without any the clock
  ///   is taken to show UTC.
  package static func utc(_ text: String, offset: String = "") -> String? {
    if let date = EXIFDate(text, offset: offset) { return date.utc }
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines.union(.init(charactersIn: "\0")))
    // XMP leaves out seconds where they are not known.
    if let match = text.wholeMatch(
      of: /(\d{4}[:\-]\d{2}[:\-]\d{2}[ T]\d{2}:\d{2})([Zz]|[+\-]\d{2}:?\d{2})?/)
    {
      return EXIFDate("\(match.1):00\(match.2 ?? "")", offset: offset)?.utc
    }
    guard let match = text.wholeMatch(of: /(\d{4})[:\-\/.](\d{2})[:\-\/.](\d{2})/) else {
      return nil
    }
    return day(String(match.1), String(match.2), String(match.3))
  }

  /// The day of these digits; `nil` where no calendar has it.
  package static func day(_ year: String, _ month: String, _ day: String) -> String? {
    EXIFDate("\(year):\(month):\(day) 00:00:00", offset: "").map { String($0.utc.prefix(10)) }
  }

  /// The moment so many seconds after 1970 began; `nil` for clocks that were never set, and beyond the
  /// year 9999.
  package static func utc(secondsSince1970 seconds: Double) -> String? {
    guard seconds > 86_400, seconds < 253_402_300_800 else { return nil }
    return Date(timeIntervalSince1970: seconds.rounded(.down)).formatted(.iso8601)
  }
}
