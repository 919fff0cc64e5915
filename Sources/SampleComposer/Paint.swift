/// An RGB color that can be mixed without rounding, 0–255 a channel.
struct Paint {
  var red, green, blue: Double

  init(_ red: Double, _ green: Double, _ blue: Double) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// This color at 0, `other` at 1.
  func mixed(with other: Paint, _ part: Double) -> Paint {
    Paint(
      red + (other.red - red) * part, green + (other.green - green) * part,
      blue + (other.blue - blue) * part)
  }
}
