import GraphFormats

extension CSVCell {
  /// A number that is mostly a count, such as a weight: whole numbers are written as such.
  static func number(ofUnits value: Double) -> CSVCell {
    Int64(exactly: value).map { .integer($0) } ?? .number(value)
  }
}
