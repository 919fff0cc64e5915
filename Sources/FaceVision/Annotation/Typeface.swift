import COpenCV
import Foundation

/// A typeface for text in pictures. An instance belongs to one thread at a time.
public final class Typeface {
  private let handle: OpaquePointer

  /// Where Debian's packages put a bold typeface with wide coverage.
  public static let defaultFile = "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"

  /// Opens a TrueType or OpenType file.
  ///
  /// - Throws: `VisionError` where there is no such file or it is no typeface.
  public init(file: String = Typeface.defaultFile) throws(VisionError) {
    guard FileManager.default.isReadableFile(atPath: file) else {
      throw VisionError(.model, "no typeface at \(file); install the package fonts-dejavu-core")
    }
    handle = try checked(.model) { copencv_font_open(file, $0) }
  }

  deinit { copencv_font_free(handle) }

  /// The space that `text` takes, in pixels.
  struct Extent {
    var width, ascent, descent: Int
  }

  func extent(of text: String, height: Int) throws(VisionError) -> Extent {
    var (width, ascent, descent): (Int32, Int32, Int32) = (0, 0, 0)
    try checked(.internal) {
      copencv_text_size(handle, text, Int32(height), &width, &ascent, &descent, $0)
    } as Void
    return Extent(width: Int(width), ascent: Int(ascent), descent: Int(descent))
  }

  func draw(
    _ text: String, x: Int, baseline: Int, height: Int, color: Color, on picture: inout Picture
  )
    throws(VisionError)
  {
    let (width, rows) = (Int32(picture.width), Int32(picture.height))
    try checked(.internal) {
      copencv_draw_text(
        handle, &picture.pixels, width, rows, text, Int32(x), Int32(baseline), Int32(height),
        color.raw, $0)
    } as Void
  }
}

extension Color {
  var raw: copencv_color { copencv_color(red: red, green: green, blue: blue) }
}
