import CFaceModels
import Domain
import Foundation

/// YuNet: a small convolutional network that finds faces in any pose, masked ones among them.
///
/// The network sees faces of about 10 to 300 pixels. A picture is searched at the scale at which
/// faces of the least size wanted can just be seen, and again at a quarter of that scale, and so on,
/// as long as there may be faces that are too large for the scale before. O(pixels), about 14 ms a
/// megapixel and core.
///
/// Reference: Wu, Peng, Yu, "YuNet: A Tiny Millisecond-level Face Detector", Machine Intelligence
/// Research 20, 2023.
public final class YuNetDetector: FaceDetector {
  private let network: YuNetNetwork
  private let minimumScore: Float
  private let smallestFace: Int

  /// The detector.
  ///
  /// - Parameters:
  ///   - network: The weights; any number of detectors share them.
  ///   - smallestFace: Width and height of the smallest faces to look for, in pixels. Half as many
  ///     take four times as long.
  ///   - minimumScore: The least score of a face, 0–1.
  public init(
    _ network: YuNetNetwork, smallestFace: Int = YuNetDetector.defaultSmallestFace,
    minimumScore: Float = YuNetDetector.defaultMinimumScore
  ) {
    self.network = network
    self.smallestFace = smallestFace
    self.minimumScore = minimumScore
  }

  /// Smaller faces are hardly ever recognized.
  public static let defaultSmallestFace = 24
  /// Chosen on labeled street photos; see `Benchmarks/faces`.
  public static let defaultMinimumScore: Float = 0.65

  /// Places smaller than this part of the least size are left out.
  private static let tolerance = 0.8
  /// A score that says nothing.
  private static let doubtfulScore: Float = 0.5
  /// How large a face of the least size is where it is looked for.
  public static let seenSize = 24
  /// The side of the largest faces that the network sees well.
  private static let largestSeen = 300.0
  /// From one scale to the next.
  private static let step = 0.25
  /// A picture is enlarged only as long as the result has at most this many pixels.
  private static let largestPixelCount = 100_000_000.0

  /// Rows of a picture that are searched at once: all but of very large ones, whose bands bound the
  /// memory.
  private static func bandHeight(width: Int) -> Int {
    max(4 * Int(largestSeen), bandPixelCount / max(1, width))
  }
  private static let bandPixelCount = 16_000_000

  /// The faces of an upright picture, from top to bottom and left to right.
  ///
  /// - Throws: `VisionError` where memory runs out.
  public func faces(in picture: Picture) throws(VisionError) -> [DetectedFace] {
    guard picture.width > 0, picture.height > 0 else { return [] }
    let longest = Double(max(picture.width, picture.height))
    var scale = Double(Self.seenSize) / Double(smallestFace)
    let pixels = Double(picture.width * picture.height)
    if pixels * scale * scale > Self.largestPixelCount {
      scale = max(min(1, scale), (Self.largestPixelCount / pixels).squareRoot())
    }
    var found: [DetectedFace] = []
    repeat {
      found += try candidates(in: picture, scale: scale)
      // A face may be a little larger than the picture that cuts it.
      if longest * scale <= Self.largestSeen { break }
      scale *= Self.step
    } while longest * scale >= Double(2 * Self.seenSize)
    return FaceSuppression.kept(of: found)
      .sorted { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) }
  }

  /// All places that look like a face at one scale.
  private func candidates(in picture: Picture, scale: Double) throws(VisionError)
    -> [DetectedFace]
  {
    let width = max(1, Int((Double(picture.width) * scale).rounded()))
    let height = max(1, Int((Double(picture.height) * scale).rounded()))
    let searched =
      scale == 1 ? picture : try picture.resized(width: width, height: height)
    let across = Float(picture.width) / Float(width)
    let down = Float(picture.height) / Float(height)
    return try network.candidates(
      in: searched, minimumScore: minimumScore, bandHeight: Self.bandHeight(width: width)
    ).compactMap { face in
      func clamped(_ value: Float, _ factor: Float, _ limit: Int) -> Int {
        Int(min(max((value * factor).rounded(), 0), Float(limit)))
      }
      let box = FaceBox(
        top: clamped(face.top, down, picture.height),
        right: clamped(face.right, across, picture.width),
        bottom: clamped(face.bottom, down, picture.height),
        left: clamped(face.left, across, picture.width))
      // What is much smaller than what is looked for is more often no face than one.
      let side = ((face.right - face.left) * across * (face.bottom - face.top) * down).squareRoot()
      guard box.width > 0, box.height > 0, Double(side) >= Self.tolerance * Double(smallestFace)
      else { return nil }
      return DetectedFace(
        box: box, score: face.score,
        certainty: min(1, max(0, (face.score - Self.doubtfulScore) / (1 - Self.doubtfulScore))),
        landmarks: FaceLandmarks(.eyesNoseMouth, points: points(face.x, face.y))
          .mapped { Landmark(x: $0.x * across, y: $0.y * down) })
    }
  }
}

/// The weights of YuNet, which any number of threads read at once.
public final class YuNetNetwork: @unchecked Sendable {
  private let handle: OpaquePointer

  /// Loads the weights.
  ///
  /// - Parameter weights: Path of `face_detection_yunet_2023mar.onnx`.
  /// - Throws: `VisionError` where the file is missing or not such a model.
  public init(weights: String) throws(VisionError) {
    handle = try checked(.model) { cface_yunet_open(weights, $0) }
  }

  deinit { cface_yunet_free(handle) }

  /// All places that look like a face, from bands of `bandHeight` rows. Bands overlap, and a place is
  /// taken from the band that shows more around it.
  fileprivate func candidates(
    in picture: Picture, minimumScore: Float, bandHeight: Int
  ) throws(VisionError) -> [cface_detection] {
    let overlap = min(bandHeight / 2, Self.bandOverlap)
    var all: [cface_detection] = []
    var top = 0
    while true {
      let bottom =
        picture.height - top <= bandHeight + overlap ? picture.height : top + bandHeight
      let isFirst = top == 0
      let isLast = bottom == picture.height
      for var face in try candidates(
        in: picture, rows: top..<bottom, minimumScore: minimumScore)
      {
        let middle = (face.top + face.bottom) / 2
        guard isFirst || middle >= Float(overlap / 2),
          isLast || middle < Float(bottom - top - overlap / 2)
        else { continue }
        face.top += Float(top)
        face.bottom += Float(top)
        face.y.0 += Float(top)
        face.y.1 += Float(top)
        face.y.2 += Float(top)
        face.y.3 += Float(top)
        face.y.4 += Float(top)
        all.append(face)
      }
      if isLast { return all }
      top = bottom - overlap
    }
  }

  /// The largest faces that are found, and what is around them.
  private static let bandOverlap = 640

  private func candidates(
    in picture: Picture, rows: Range<Int>, minimumScore: Float
  ) throws(VisionError) -> [cface_detection] {
    var faces: UnsafeMutablePointer<cface_detection>?
    var count = 0
    try checked(.internal) { error in
      picture.pixels.withUnsafeBufferPointer { pixels in
        cface_yunet_detect(
          handle, pixels.baseAddress.map { $0 + rows.lowerBound * picture.width * 3 },
          Int32(picture.width), Int32(rows.count), minimumScore, &faces, &count, error)
      }
    } as Void
    defer { free(faces) }
    return Array(UnsafeBufferPointer(start: faces, count: count))
  }
}
