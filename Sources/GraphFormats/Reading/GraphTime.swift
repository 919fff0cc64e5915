/// A moment as graph files write it.
enum GraphTime: Equatable {
  /// A number on a scale of the file's own.
  case number(Double)
  /// Milliseconds since 1970-01-01 UTC.
  case date(Int64)

  /// The moment that `text` names.
  ///
  /// - Parameter isDate: Whether the file says that its times are dates: then a number of four
  ///   digits is a year, and a longer one counts milliseconds.
  init?(_ text: String, isDate: Bool) {
    let text = String(text.trimmingXMLSpace())
    if let number = text.withBytes(\.number) {
      guard number.isFinite else { return nil }
      guard isDate else {
        self = .number(number)
        return
      }
      if text.utf8.count == 4, let year = TimeText.milliseconds(text + "-01-01") {
        self = .date(year)
      } else if abs(number) < 0x1p62 {
        self = .date(Int64(number.rounded()))
      } else {
        return nil
      }
      return
    }
    // A month stands for its first day.
    let day = text.utf8.count == 7 ? text + "-01" : text
    guard let date = TimeText.milliseconds(day) else { return nil }
    self = .date(date)
  }
}

extension String {
  /// Without spaces, tabs and line breaks at both ends.
  func trimmingXMLSpace() -> Substring {
    if let first = utf8.first, let last = utf8.last, first > 0x20, last > 0x20 { return self[...] }
    let isSpace = { (scalar: Unicode.Scalar) in " \t\n\r".unicodeScalars.contains(scalar) }
    guard let first = unicodeScalars.firstIndex(where: { !isSpace($0) }),
      let last = unicodeScalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return self[first...last]
  }
}
