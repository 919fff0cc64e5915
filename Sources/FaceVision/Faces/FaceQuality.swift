import Domain
import Foundation

/// How much a face can be relied on: each part and their geometric mean lie in 0…1.
///
/// Poor faces have embeddings near many people's, so clustering lets them join a person but never
/// tie two groups together.
public struct FaceQuality: Hashable, Sendable {
  /// The box's shorter side against the 150 pixels that the encoder looks at.
  public var size: Float
  /// Detail in the aligned face: variance of its Laplacian, against that of a face in focus.
  public var sharpness: Float
  /// How frontal the face is: where the base of the nose lies between the eyes.
  public var pose: Float
  /// The detector's certainty.
  public var detection: Float

  /// The geometric mean of the parts: one bad part is enough to make a face doubtful.
  public var overall: Float { pow(size * sharpness * pose * detection, 0.25) }

  /// The quality of a face.
  ///
  /// - Parameters:
  ///   - face: Box, certainty and landmarks.
  ///   - chip: The aligned face.
  public init(_ face: DetectedFace, chip: Picture) {
    size = min(1, Float(min(face.box.width, face.box.height)) / 150)
    sharpness = Self.saturating(Self.laplacianVariance(chip), half: 200)
    pose = Self.frontality(face.landmarks)
    detection = face.certainty
  }

  /// 0 for 0, one half for `half`, toward 1 beyond.
  private static func saturating(_ value: Float, half: Float) -> Float { value / (value + half) }

  /// 1 where the nose stands midway between the eyes, 0 where it stands beside one.
  private static func frontality(_ landmarks: FaceLandmarks) -> Float {
    let (right, left, nose) = (landmarks.rightEye, landmarks.leftEye, landmarks.nose)
    let (dx, dy) = (right.x - left.x, right.y - left.y)
    let squared = dx * dx + dy * dy
    guard squared > 0 else { return 0 }
    let along = ((nose.x - left.x) * dx + (nose.y - left.y) * dy) / squared
    return max(0, 1 - 2 * abs(along - 0.5))
  }

  /// The variance of the 4-neighbor Laplacian of the gray picture, a common measure of focus.
  private static func laplacianVariance(_ chip: Picture) -> Float {
    let (w, h) = (chip.width, chip.height)
    let gray = (0..<w * h).map { i -> Float in
      0.299 * Float(chip.pixels[3 * i]) + 0.587 * Float(chip.pixels[3 * i + 1])
        + 0.114 * Float(chip.pixels[3 * i + 2])
    }
    var sum: Double = 0
    var squares: Double = 0
    for y in 1..<h - 1 {
      for x in 1..<w - 1 {
        let i = y * w + x
        let value = Double(gray[i - 1] + gray[i + 1] + gray[i - w] + gray[i + w] - 4 * gray[i])
        sum += value
        squares += value * value
      }
    }
    let n = Double((w - 2) * (h - 2))
    return Float(squares / n - (sum / n) * (sum / n))
  }
}
