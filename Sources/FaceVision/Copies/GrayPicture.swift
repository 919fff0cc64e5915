/// The luminance of a picture, small, for comparing: at most 256 pixels a side.
///
/// Any part of it can be sampled at any size, each sample being the mean of the area it stands for; so
/// two pictures are compared on equal terms whatever their sizes.
public struct GrayPicture: Sendable {
  /// The longer side is at most so long.
  static let longest = 256

  /// Columns and rows.
  public let width, height: Int
  /// Sums over all pixels above and to the left: (`height` + 1) × (`width` + 1).
  private let sums: [Double]

  /// The luminance of an upright picture, by Rec. 709.
  ///
  /// - Throws: `VisionError` where memory runs out.
  public init(_ picture: Picture) throws(VisionError) {
    let scale = min(1, Double(Self.longest) / Double(max(picture.width, picture.height)))
    var small = picture
    if scale < 1 {
      small = try picture.resized(
        width: max(1, Int((Double(picture.width) * scale).rounded())),
        height: max(1, Int((Double(picture.height) * scale).rounded())))
    }
    var luminance: [Double] = []
    luminance.reserveCapacity(small.width * small.height)
    for i in 0..<small.width * small.height {
      let red = Double(small.pixels[3 * i])
      let green = Double(small.pixels[3 * i + 1])
      let blue = Double(small.pixels[3 * i + 2])
      luminance.append(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    }
    self.init(width: small.width, height: small.height, luminance: luminance)
  }

  /// A picture of these values, row by row.
  init(width: Int, height: Int, luminance: [Double]) {
    self.width = width
    self.height = height
    var sums = [Double](repeating: 0, count: (width + 1) * (height + 1))
    for y in 0..<height {
      var row = 0.0
      for x in 0..<width {
        row += luminance[y * width + x]
        sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row
      }
    }
    self.sums = sums
  }

  /// A rectangle in pixels.
  struct Part {
    var left, top, width, height: Double
  }

  /// The whole picture.
  var whole: Part { Part(left: 0, top: 0, width: Double(width), height: Double(height)) }

  /// The means of the cells that a part falls into when it is divided into columns and rows; `nil` for
  /// a part that reaches more than half a pixel beyond the picture.
  func samples(of part: Part, columns: Int, rows: Int) -> [Double]? {
    let (right, bottom) = (part.left + part.width, part.top + part.height)
    let reach = 0.5
    guard part.left >= -reach, part.top >= -reach, right <= Double(width) + reach,
      bottom <= Double(height) + reach, part.width > 0, part.height > 0
    else { return nil }
    func edges(_ start: Double, _ length: Double, _ count: Int, _ limit: Int) -> [Double] {
      (0...count).map { i in
        let edge: Double = start + length * Double(i) / Double(count)
        return min(max(edge, 0), Double(limit))
      }
    }
    let xs = edges(part.left, part.width, columns, width)
    let ys = edges(part.top, part.height, rows, height)
    var above = xs.map { sum($0, ys[0]) }
    var samples: [Double] = []
    samples.reserveCapacity(columns * rows)
    for y in 1...rows {
      let below = xs.map { sum($0, ys[y]) }
      for x in 1...columns {
        let area = max((xs[x] - xs[x - 1]) * (ys[y] - ys[y - 1]), 1e-9)
        let sum: Double = below[x] - below[x - 1] - above[x] + above[x - 1]
        samples.append(sum / area)
      }
      above = below
    }
    return samples
  }

  /// The sum over all that is above and to the left of a point, between pixels too.
  private func sum(_ x: Double, _ y: Double) -> Double {
    let (column, row) = (min(Int(x), width - 1), min(Int(y), height - 1))
    let (u, v) = (x - Double(column), y - Double(row))
    let i = row * (width + 1) + column
    let above = sums[i] * (1 - u) + sums[i + 1] * u
    let below = sums[i + width + 1] * (1 - u) + sums[i + width + 2] * u
    return above * (1 - v) + below * v
  }
}
