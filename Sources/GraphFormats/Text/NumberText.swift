/// Numbers as text: the same on every machine and in every locale, and exact.
enum NumberText {
  /// The shortest text that reads back as the same number; `INF`, `-INF` and `NaN` as in XML Schema.
  static func shortest(_ value: Double) -> String {
    if value.isFinite { return value.description }
    return value.isNaN ? "NaN" : value < 0 ? "-INF" : "INF"
  }
}
