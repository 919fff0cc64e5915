import CFaceModels
import COpenCV

/// How a face is turned, scaled and moved so that its parts stand where the encoder expects them.
///
/// The similarity that brings the landmarks nearest to their places, in the least squares sense.
///
/// Reference: Umeyama, "Least-Squares Estimation of Transformation Parameters Between Two Point
/// Patterns", IEEE Transactions on Pattern Analysis and Machine Intelligence 13, 1991.
struct FaceAlignment {
  /// The side of the aligned face in pixels.
  static let side = Int(CFACE_SFACE_SIDE)

  /// In pixels of the aligned face: x' = a·x − b·y + c, y' = b·x + a·y + d.
  let a, b, c, d: Double

  /// The alignment of a face.
  init(_ landmarks: FaceLandmarks) {
    let from = landmarks.points.map { (x: Double($0.x), y: Double($0.y)) }
    let to = Self.places(landmarks.layout)
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let center = (x: mean(from.map(\.x)), y: mean(from.map(\.y)))
    let target = (x: mean(to.map(\.x)), y: mean(to.map(\.y)))
    var along = 0.0
    var across = 0.0
    var spread = 0.0
    for (p, q) in zip(from, to) {
      let (px, py) = (p.x - center.x, p.y - center.y)
      let (qx, qy) = (q.x - target.x, q.y - target.y)
      along += px * qx + py * qy
      across += px * qy - py * qx
      spread += px * px + py * py
    }
    // Points that are all in one place have no direction; then nothing is scaled or turned.
    a = spread > 0 ? along / spread : 1
    b = spread > 0 ? across / spread : 0
    c = target.x - a * center.x + b * center.y
    d = target.y - b * center.x - a * center.y
  }

  /// The aligned face.
  ///
  /// - Throws: `VisionError` where memory runs out.
  func chip(of picture: Picture) throws(VisionError) -> Picture {
    var chip = Picture(width: Self.side, height: Self.side)
    try checked(.internal) {
      copencv_align(
        picture.pixels, Int32(picture.width), Int32(picture.height), [a, -b, c, b, a, d],
        &chip.pixels, Int32(Self.side), $0)
    } as Void
    return chip
  }

  /// Where the landmarks belong: those that SFace was trained with; for dlib's, where they are on
  /// average in faces that were aligned by the others.
  private static func places(_ layout: FaceLandmarks.Layout) -> [(x: Double, y: Double)] {
    switch layout {
    case .eyesNoseMouth:
      [
        (38.2946, 51.6963), (73.5318, 51.5014), (56.0252, 71.7366), (41.5493, 92.3655),
        (70.7299, 92.2041),
      ]
    case .eyeCornersNose: [(83, 51.5), (66, 52.5), (29, 51.5), (46, 52.5), (56, 79)]
    }
  }
}

extension Picture {
  /// The picture with left and right exchanged.
  func mirrored() -> Picture {
    var result = self
    for y in 0..<height {
      for x in 0..<width {
        for channel in 0..<3 {
          result.pixels[(y * width + x) * 3 + channel] =
            pixels[(y * width + width - 1 - x) * 3 + channel]
        }
      }
    }
    return result
  }
}
