/// A text as it was measured in a size of 1.
package struct MeasuredText: Codable, Sendable {
  /// Its width.
  package let width: Double
  /// How far it goes above or below its middle.
  package let reach: Double
  /// How many of its characters no font has.
  package let missing: Int

  package init(width: Double, reach: Double, missing: Int) {
    self.width = width
    self.reach = reach
    self.missing = missing
  }
}
