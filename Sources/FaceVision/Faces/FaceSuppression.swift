import Domain

/// Keeps one of several places that are one face.
///
/// The surest place wins. Places that overlap it much, and places that lie almost wholly inside it
/// (a mouth or a pattern on a forehead that looks like a face), go.
enum FaceSuppression {
  /// Intersection over union from which two places are one face.
  static let largestOverlap = 0.3
  /// The part of the smaller place from which it lies inside the other one.
  static let largestInside = 0.7

  /// The places of `faces` that remain, surest first.
  ///
  /// - Complexity: O(places · faces).
  static func kept(of faces: [DetectedFace]) -> [DetectedFace] {
    let surestFirst = faces.indices.sorted {
      (faces[$1].score, $0) < (faces[$0].score, $1)
    }
    var kept: [DetectedFace] = []
    for face in surestFirst.map({ faces[$0] })
    where !kept.contains(where: { isSame($0.box, face.box) }) {
      kept.append(face)
    }
    return kept
  }

  private static func isSame(_ a: FaceBox, _ b: FaceBox) -> Bool {
    let width = min(a.right, b.right) - max(a.left, b.left)
    let height = min(a.bottom, b.bottom) - max(a.top, b.top)
    guard width > 0, height > 0 else { return false }
    let shared = Double(width * height)
    let smaller = Double(min(a.width * a.height, b.width * b.height))
    return a.overlap(b) > largestOverlap || shared > largestInside * smaller
  }
}
