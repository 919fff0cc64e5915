/// A place in a drawing; units are those of the layout.
public struct Position: Sendable, Hashable {
  /// Right, up and, in flat drawings 0, toward the reader.
  public var x, y, z: Double

  /// The place (`x`, `y`, `z`).
  public init(x: Double, y: Double, z: Double = 0) {
    self.x = x
    self.y = y
    self.z = z
  }
}
