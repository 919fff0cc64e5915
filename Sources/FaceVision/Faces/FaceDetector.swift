import CDlib
import Domain
import Foundation

/// A face found in a picture.
public struct DetectedFace: Hashable, Sendable {
  /// Where.
  public var box: FaceBox
  /// How sure the detector is; its scale is the detector's own, larger is surer.
  public var score: Float

  /// A face at `box`.
  public init(box: FaceBox, score: Float) {
    self.box = box
    self.score = score
  }
}

/// Finds faces. An instance belongs to one thread at a time.
public protocol FaceDetector: AnyObject {
  /// The faces of an upright picture, from top to bottom and left to right.
  ///
  /// - Throws: `VisionError` where memory runs out.
  func faces(in picture: Picture) throws(VisionError) -> [DetectedFace]
}

/// dlib's detectors.
///
/// - HOG: histograms of oriented gradients under a linear classifier, five of them for five poses
///   (Dalal, Triggs, "Histograms of Oriented Gradients for Human Detection", CVPR 2005; King,
///   "Max-Margin Object Detection", 2015). Finds frontal faces from 80 pixels, from 40 when the
///   picture is doubled first. Complexity: O(pixels), about 50 ms a megapixel and core when doubled
///   once; memory for some rows of the picture.
/// - MMOD: a convolutional network trained the same way. Finds more faces at an angle, and takes
///   tens of times as long on a processor.
public final class DlibDetector: FaceDetector {
  private let handle: OpaquePointer
  private let upsample: Int

  /// A picture is doubled only as long as the result has at most this many pixels.
  static let largestUpsampledPixelCount = 160_000_000

  /// The HOG detector; it needs no model file.
  ///
  /// - Parameter upsample: How often to double the picture's size first.
  public init(hogUpsampling upsample: Int = 1) throws(VisionError) {
    handle = try checked(.internal) { wwww_detector_hog($0) }
    self.upsample = upsample
  }

  /// The HOG detector, evaluated by dlib itself in several times as long: what tests compare with.
  package init(referenceHOGUpsampling upsample: Int) throws(VisionError) {
    handle = try checked(.internal) { wwww_detector_hog_reference($0) }
    self.upsample = upsample
  }

  /// The convolutional detector.
  ///
  /// - Parameters:
  ///   - weights: Path of `mmod_human_face_detector.dat`.
  ///   - upsample: How often to double the picture's size first.
  /// - Throws: `VisionError` where the weights cannot be read.
  public init(mmod weights: String, upsampling upsample: Int = 0) throws(VisionError) {
    handle = try checked(.model) { wwww_detector_mmod(weights, $0) }
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
    return UnsafeBufferPointer(start: boxes, count: count).map { found in
      DetectedFace(
        box: FaceBox(
          top: Int(found.top), right: Int(found.right), bottom: Int(found.bottom),
          left: Int(found.left)),
        score: found.score)
    }
  }
}
