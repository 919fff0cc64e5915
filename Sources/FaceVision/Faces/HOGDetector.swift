import CFaceModels
import Domain
import Foundation

/// dlib's detector of frontal faces: histograms of oriented gradients under a linear classifier,
/// five of them for five poses.
///
/// Finds frontal faces from 80 pixels, from 40 when the picture is doubled first. O(pixels), about
/// 50 ms a megapixel and core when doubled once; memory for some rows of the picture.
///
/// References: Dalal, Triggs, "Histograms of Oriented Gradients for Human Detection", CVPR 2005;
/// King, "Max-Margin Object Detection", 2015.
public final class HOGDetector: FaceDetector {
  private let handle: OpaquePointer
  private let predictor: LandmarkPredictor
  private let upsample: Int

  /// A picture is doubled only as long as the result has at most this many pixels.
  static let largestUpsampledPixelCount = 160_000_000

  /// The score of a face that is neither clear nor doubtful.
  private static let middlingScore: Float = 0.3

  /// The detector.
  ///
  /// - Parameters:
  ///   - landmarkWeights: Path of `shape_predictor_5_face_landmarks.dat`.
  ///   - upsample: How often to double the picture's size first.
  /// - Throws: `VisionError` where the weights cannot be read.
  public convenience init(landmarkWeights: String, upsampling upsample: Int = 1)
    throws(VisionError)
  {
    try self.init(landmarkWeights, upsample) { wwww_detector_hog($0) }
  }

  /// The same, evaluated by dlib itself in several times as long: what tests compare with.
  package convenience init(
    reference: Void, landmarkWeights: String, upsampling upsample: Int
  ) throws(VisionError) {
    try self.init(landmarkWeights, upsample) { wwww_detector_hog_reference($0) }
  }

  private init(
    _ landmarkWeights: String, _ upsample: Int,
    open: (UnsafeMutablePointer<CChar>) -> OpaquePointer?
  ) throws(VisionError) {
    predictor = try LandmarkPredictor(weights: landmarkWeights)
    handle = try checked(.internal, open)
    self.upsample = upsample
  }

  deinit { wwww_detector_free(handle) }

  /// The faces of an upright picture, from top to bottom and left to right.
  ///
  /// - Throws: `VisionError` where memory runs out.
  public func faces(in picture: Picture) throws(VisionError) -> [DetectedFace] {
    guard picture.width > 0, picture.height > 0 else { return [] }
    var doublings = upsample
    while doublings > 0,
      picture.width * picture.height << (2 * doublings) > Self.largestUpsampledPixelCount
    {
      doublings -= 1
    }
    var boxes: UnsafeMutablePointer<wwww_box>?
    var count = 0
    try checked(.internal) {
      wwww_detector_detect(
        handle, picture.pixels, Int32(picture.width), Int32(picture.height), Int32(doublings),
        &boxes, &count, $0)
    } as Void
    defer { free(boxes) }
    let found = UnsafeBufferPointer(start: boxes, count: count)
    let places = found.map { face in
      FaceBox(
        top: Int(face.top), right: Int(face.right), bottom: Int(face.bottom), left: Int(face.left))
    }
    let landmarks = try predictor.landmarks(of: places, in: picture)
    return found.indices.map { i in
      DetectedFace(
        box: places[i], score: found[i].score,
        certainty: max(0, found[i].score) / (max(0, found[i].score) + Self.middlingScore),
        landmarks: landmarks[i])
    }
  }
}
