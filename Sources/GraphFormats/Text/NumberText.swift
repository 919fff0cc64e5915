/// Numbers as text: the same on every machine and in every locale, and exact but for numbers nearer
/// to zero than 1e-307.
package enum NumberText {
  /// The shortest text that reads back as the same number; `INF`, `-INF` and `NaN` as in XML Schema.
  ///
  /// Subnormal numbers become zero: igraph refuses a whole file for one.
  package static func shortest(_ value: Double) -> String {
    if value.isSubnormal { return "0.0" }
    if value.isFinite { return value.description }
    return value.isNaN ? "NaN" : value < 0 ? "-INF" : "INF"
  }
}
