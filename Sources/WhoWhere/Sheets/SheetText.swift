/// `count` and the word for it.
func count(_ count: Int, _ one: String, _ many: String) -> String {
  "\(count) \(count == 1 ? one : many)"
}

/// A number with three decimals, without the locale.
func thousandths(_ value: Double) -> String {
  let digits = String(Int((value * 1000).rounded()))
  let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  return "\(padded.dropLast(3)).\(padded.suffix(3))"
}

/// A moment of a video, such as `0:01:23`; with tenths of a second where it has some.
func clock(_ milliseconds: Int) -> String {
  func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
  let seconds = milliseconds / 1000
  let tenths = milliseconds % 1000 / 100
  return "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    + (tenths > 0 ? ".\(tenths)" : "")
}

/// A path in two lines: the name, which tells most, then the folder.
func fileLines(_ path: String) -> [String] {
  let parts = path.split(separator: "/", omittingEmptySubsequences: false)
  return [String(parts.last ?? ""), parts.dropLast().joined(separator: "/")]
}

/// An ISO 8601 moment to the minute, as people write it.
func moment(_ date: String) -> String {
  String(date.prefix(16)).replacing("T", with: " ")
}
