/// Whether a picture is a copy of another, or of a part of it: scaled, encoded anew, brighter or with
/// another contrast, cropped; but not another picture of the same scene, as of a burst.
///
/// Both are sampled at the same size. What tells copies apart is not how much they differ on average
/// but where they differ most: between pictures of a burst a head or a hand moves, and a few cells
/// differ much.
public struct CopyComparison: Sendable {
  /// The longer side at which pictures are compared.
  private static let size = 48
  /// How much the most different cells, 5 × 5 samples, of a copy may differ, as a share of the standard
  /// deviation of the picture.
  private static let largestDifference = (whole: 0.15, part: 0.10)
  /// The least correlation.
  private static let leastCorrelation = 0.99
  /// What has less contrast, in levels of 255, is too flat to be compared.
  private static let leastContrast = 8.0
  /// Parts must be so long in samples: less has too little detail.
  private static let leastPart = 40

  /// The larger picture.
  public let original: GrayPicture

  /// A comparison of others with `original`.
  public init(with original: GrayPicture) { self.original = original }

  /// Whether `other` shows the whole picture. O(1).
  public func isWhole(_ other: GrayPicture) -> Bool {
    let ratio =
      Double(original.width * other.height) / Double(max(1, original.height * other.width))
    guard abs(ratio - 1) < 0.02 else { return false }
    let longer = min(
      Self.size, max(other.width, other.height) / 2, max(original.width, original.height) / 2)
    guard longer >= 16 else { return false }
    let (columns, rows) = Self.grid(of: other, longer: longer)
    guard let a = original.samples(of: original.whole, columns: columns, rows: rows),
      let b = other.samples(of: other.whole, columns: columns, rows: rows)
    else { return false }
    return Self.agree(a, b, columns: columns, within: Self.largestDifference.whole)
  }

  /// Where in the original `other` lies, if it is a part of it: its left and top edge and its width, as
  /// shares of the original's width, height and width; `nil` where it is none.
  ///
  /// - Parameter start: Where it lies by and large, as the same shares.
  /// - Complexity: O(1): a few hundred comparisons of 48 × 48 samples.
  public func part(_ other: GrayPicture, near start: (left: Double, top: Double, width: Double))
    -> (left: Double, top: Double, width: Double)?
  {
    guard start.left.isFinite, start.top.isFinite, start.width.isFinite, start.width > 0 else {
      return nil
    }
    let shape = Double(other.height) / Double(other.width)
    var part = GrayPicture.Part(
      left: start.left * Double(original.width), top: start.top * Double(original.height),
      width: start.width * Double(original.width), height: 0)
    part.height = part.width * shape
    let samples: Double = min(
      Double(Self.size), Double(max(other.width, other.height)) / 2,
      max(part.width, part.height) / 2)
    let longer = Int(samples)
    guard longer >= Self.leastPart else { return nil }
    let (columns, rows) = Self.grid(of: other, longer: longer)
    guard let wanted = other.samples(of: other.whole, columns: columns, rows: rows) else {
      return nil
    }
    func correlation(_ part: GrayPicture.Part) -> Double {
      original.samples(of: part, columns: columns, rows: rows).map {
        Moments($0, wanted).correlation
      } ?? -1
    }
    // A part that reaches over the edge is moved inside first.
    part.width = min(part.width, Double(original.width), Double(original.height) / shape)
    part.height = part.width * shape
    part.left = min(max(0, part.left), Double(original.width) - part.width)
    part.top = min(max(0, part.top), Double(original.height) - part.height)
    var best = correlation(part)
    // Uphill, with smaller and smaller steps.
    var step = 0.04
    var tries = 0
    while step * max(part.width, part.height) > 0.1, tries < 400 {
      var isBetter = false
      let steps: [(x: Double, y: Double, grow: Double)] = [
        (step, 0, 0), (-step, 0, 0), (0, step, 0), (0, -step, 0), (0, 0, step), (0, 0, -step),
      ]
      for (x, y, grow) in steps {
        tries += 1
        var next = part
        next.width = part.width * (1 + grow)
        next.height = next.width * shape
        next.left += x * part.width - (next.width - part.width) / 2
        next.top += y * part.height - (next.height - part.height) / 2
        let now = correlation(next)
        if now > best + 1e-9 {
          (best, part, isBetter) = (now, next, true)
        }
      }
      if !isBetter { step /= 2 }
    }
    guard best >= Self.leastCorrelation,
      let found = original.samples(of: part, columns: columns, rows: rows),
      Self.agree(found, wanted, columns: columns, within: Self.largestDifference.part)
    else { return nil }
    return (
      part.left / Double(original.width), part.top / Double(original.height),
      part.width / Double(original.width)
    )
  }

  private static func grid(of picture: GrayPicture, longer: Int) -> (columns: Int, rows: Int) {
    let scale = Double(longer) / Double(max(picture.width, picture.height))
    return (
      max(4, Int((Double(picture.width) * scale).rounded())),
      max(4, Int((Double(picture.height) * scale).rounded()))
    )
  }

  /// Whether samples agree everywhere, but for brightness and contrast.
  private static func agree(_ a: [Double], _ b: [Double], columns: Int, within limit: Double)
    -> Bool
  {
    let moments = Moments(a, b)
    let contrast = moments.varianceOfFirst.squareRoot()
    guard moments.correlation >= leastCorrelation, contrast >= leastContrast,
      moments.varianceOfSecond.squareRoot() >= leastContrast / 2
    else { return false }
    let gain = moments.covariance / moments.varianceOfSecond
    let differences = zip(a, b).map { (x: Double, y: Double) -> Double in
      let expected = gain * (y - moments.meanOfSecond)
      return abs(x - moments.meanOfFirst - expected)
    }
    let rows = a.count / columns
    let side = min(5, rows, columns)
    let picture = GrayPicture(width: columns, height: rows, luminance: differences)
    for y in 0...rows - side {
      for x in 0...columns - side {
        let mean =
          picture.samples(
            of: .init(
              left: Double(x), top: Double(y), width: Double(side), height: Double(side)),
            columns: 1, rows: 1)?[0] ?? .infinity
        if mean > limit * contrast { return false }
      }
    }
    return true
  }
}

/// Means, variances and covariance of two rows of as many numbers.
private struct Moments {
  var meanOfFirst = 0.0
  var meanOfSecond = 0.0
  var varianceOfFirst = 0.0
  var varianceOfSecond = 0.0
  var covariance = 0.0

  init(_ a: [Double], _ b: [Double]) {
    let count = Double(a.count)
    meanOfFirst = a.reduce(0, +) / count
    meanOfSecond = b.reduce(0, +) / count
    for i in a.indices {
      let (x, y) = (a[i] - meanOfFirst, b[i] - meanOfSecond)
      varianceOfFirst += x * x
      varianceOfSecond += y * y
      covariance += x * y
    }
    varianceOfFirst /= count
    varianceOfSecond /= count
    covariance /= count
  }

  var correlation: Double {
    let product = (varianceOfFirst * varianceOfSecond).squareRoot()
    return product > 0 ? covariance / product : -1
  }
}
