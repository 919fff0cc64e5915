/// The shape of a picture as it is stored, and how it is turned upright: what regions refer to.
package struct StoredPicture: Sendable {
  /// Columns and rows as they are stored.
  package var width, height: Int
  /// The EXIF orientation, 1–8.
  package var orientation: Int

  /// A stored picture of this shape.
  package init(width: Int, height: Int, orientation: Int) {
    self.width = width
    self.height = height
    self.orientation = orientation
  }

  /// The stored picture of an upright one of this size.
  package init(uprightWidth: Int, uprightHeight: Int, orientation: Int) {
    let isTransposed = orientation >= 5
    self.init(
      width: isTransposed ? uprightHeight : uprightWidth,
      height: isTransposed ? uprightWidth : uprightHeight, orientation: orientation)
  }

  /// The size upright.
  package var uprightSize: (width: Int, height: Int) {
    orientation >= 5 ? (height, width) : (width, height)
  }
}
