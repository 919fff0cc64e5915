/// Moments as ISO 8601 text in UTC.
///
/// Reference: ISO 8601; XML Schema `date` and `dateTime`; the calendar arithmetic is Howard
/// Hinnant's "chrono-compatible low-level date algorithms".
public enum TimeText {
  private static let millisecondsPerDay: Int64 = 86_400_000

  /// The moment `milliseconds` after 1970-01-01 UTC, such as `2024-05-01T09:30:00Z`; with three
  /// decimals of a second where they are not zero.
  public static func dateTime(_ milliseconds: Int64) -> String {
    let (days, rest) = floorDivide(milliseconds, millisecondsPerDay)
    let seconds = rest / 1000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }
    let fraction = rest % 1000 == 0 ? "" : "." + padded(rest % 1000, 3)
    return date(days: days) + "T" + clock.joined(separator: ":") + fraction + "Z"
  }

  /// The day of the moment `milliseconds` after 1970-01-01 UTC, such as `2024-05-01`.
  public static func date(_ milliseconds: Int64) -> String {
    date(days: floorDivide(milliseconds, millisecondsPerDay).quotient)
  }

  /// The moment that `text` names, in milliseconds since 1970-01-01 UTC: a date, a date and time
  /// with or without a zone (UTC if without), or a number of milliseconds.
  public static func milliseconds(_ text: String) -> Int64? {
    if let number = Double(text) {
      return number.isFinite && abs(number) < 0x1p62 ? Int64(number.rounded()) : nil
    }
    let text = Array(text.utf8)
    let parts = text.split(
      maxSplits: 1, omittingEmptySubsequences: false,
      whereSeparator: { $0 == UInt8(ascii: "T") || $0 == UInt8(ascii: " ") })
    guard let day = parts.first.flatMap(days) else { return nil }
    guard parts.count == 2 else { return day * millisecondsPerDay }
    return time(parts[1]).map { day * millisecondsPerDay + $0 }
  }

  private static func date(days: Int64) -> String {
    let shifted = days + 719_468
    let (era, dayOfEra) = floorDivide(shifted, 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year < 0 ? "-" : "") + padded(abs(year), 4) + "-" + padded(month, 2) + "-"
      + padded(day, 2)
  }

  private static func days(_ text: ArraySlice<UInt8>) -> Int64? {
    let isNegative = text.first == UInt8(ascii: "-")
    let parts = text.dropFirst(isNegative ? 1 : 0).split(
      separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count >= 4, parts[0].count <= 6,
      let year = number(parts[0]), let month = number(parts[1]), let day = number(parts[2]),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let shiftedYear = (isNegative ? -year : year) - (month <= 2 ? 1 : 0)
    let (era, yearOfEra) = floorDivide(shiftedYear, 400)
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Milliseconds since midnight UTC of `hh:mm[:ss[.fff]]` with an optional `Z` or `±hh:mm`.
  private static func time(_ text: ArraySlice<UInt8>) -> Int64? {
    var clock = text
    var offset: Int64 = 0
    if clock.last == UInt8(ascii: "Z") {
      clock.removeLast()
    } else if let sign = clock.lastIndex(where: {
      $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")
    }) {
      let zone = clock[(sign + 1)...].filter { $0 != UInt8(ascii: ":") }
      guard zone.count == 4, let minutes = number(zone[...]) else { return nil }
      offset = (minutes / 100 * 60 + minutes % 100) * 60_000
      if clock[sign] == UInt8(ascii: "-") { offset = -offset }
      clock = clock[..<sign]
    }
    let parts = clock.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hours = number(parts[0]),
      let minutes = number(parts[1]), hours <= 24, minutes < 60
    else { return nil }
    var seconds = 0.0
    if parts.count == 3 {
      guard let value = Double(String(decoding: parts[2], as: UTF8.self)), (0..<61).contains(value)
      else { return nil }
      seconds = value
    }
    return (hours * 60 + minutes) * 60_000 + Int64((seconds * 1000).rounded()) - offset
  }

  private static func number(_ text: ArraySlice<UInt8>) -> Int64? {
    guard !text.isEmpty, text.allSatisfy({ (0x30...0x39).contains($0) }), text.count <= 9 else {
      return nil
    }
    return text.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func floorDivide(
    _ value: Int64, _ divisor: Int64
  ) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
