import CFaceModels
import Domain

/// dlib's predictor of five landmarks from a face's box.
///
/// Reference: Kazemi, Sullivan, "One Millisecond Face Alignment with an Ensemble of Regression
/// Trees", CVPR 2014.
final class LandmarkPredictor {
  private let handle: OpaquePointer

  /// Loads `shape_predictor_5_face_landmarks.dat`.
  init(weights: String) throws(VisionError) {
    handle = try checked(.model) { wwww_predictor_open(weights, $0) }
  }

  deinit { wwww_predictor_free(handle) }

  /// The landmarks of the faces at `boxes`, in order.
  func landmarks(of boxes: [FaceBox], in picture: Picture) throws(VisionError) -> [FaceLandmarks] {
    guard !boxes.isEmpty else { return [] }
    let faces = boxes.map { box in
      wwww_box(
        top: Int32(box.top), right: Int32(box.right), bottom: Int32(box.bottom),
        left: Int32(box.left), score: 0)
    }
    var found = [wwww_landmarks](repeating: wwww_landmarks(), count: faces.count)
    try checked(.internal) {
      wwww_predictor_predict(
        handle, picture.pixels, Int32(picture.width), Int32(picture.height), faces, faces.count,
        &found, $0)
    } as Void
    return found.map { FaceLandmarks(.eyeCornersNose, points: points($0.x, $0.y)) }
  }
}

/// The points whose coordinates a C structure holds.
func points(
  _ x: (Float, Float, Float, Float, Float), _ y: (Float, Float, Float, Float, Float)
) -> [Landmark] {
  [
    Landmark(x: x.0, y: y.0), Landmark(x: x.1, y: y.1), Landmark(x: x.2, y: y.2),
    Landmark(x: x.3, y: y.3), Landmark(x: x.4, y: y.4),
  ]
}
