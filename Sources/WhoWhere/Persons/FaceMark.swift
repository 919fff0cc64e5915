import CaseStore
import Domain

/// Why a face is doubtful: it may be none, or nobody can be known by it. Marked faces stay in the case;
/// a person made of them is probably an artefact.
public enum FaceMark: String, Sendable, CaseIterable {
  /// It lies inside another face that the detector is surer of: an open mouth, or an eye.
  case nested
  /// The detector is not sure that it is a face.
  case unsure
  /// A part of it is missing: it is cut off by the picture's edge, or hidden.
  case cut
  /// It shows hardly any detail.
  case blurred
  /// The same doubtful thing is at the same place of a video again and again.
  case still

  /// The marks of faces, in their order; `nil` for those that are not doubtful.
  ///
  /// Faces that were imported or drawn by hand are not judged, but for those inside others. The limits
  /// were chosen on labeled photos: of 3,678 labeled faces of the press 0.1 % are marked, of the other
  /// faces behind them 34 %; of 543 small, mostly masked faces in streets 20 %, of what else was found
  /// there 63 %.
  ///
  /// - Complexity: O(n + Σ f²) for frames of f faces, and for f doubtful faces of a video.
  public static func marks(of faces: [FaceSighting]) -> [FaceMark?] {
    var marks = faces.map(ofItself)
    struct Frame: Hashable {
      let media: MediaID
      let time: Int?
    }
    for rows in Dictionary(
      grouping: faces.indices, by: { Frame(media: faces[$0].media, time: faces[$0].time) }
    ).values where rows.count > 1 {
      for (i, a) in rows.enumerated() {
        for b in rows[(i + 1)...] {
          if let inner = nested(a, b, faces), marks[inner] == nil { marks[inner] = .nested }
        }
      }
    }
    let doubtful = faces.indices.filter { row in
      faces[row].time != nil && faces[row].detector == "yunet" && faces[row].score < stillScore
    }
    for rows in Dictionary(grouping: doubtful, by: { faces[$0].media }).values
    where rows.count >= stillCount {
      for row in rows where marks[row] == nil {
        let alike = rows.count { faces[$0].box.overlap(faces[row].box) >= stillOverlap }
        if alike >= stillCount { marks[row] = .still }
      }
    }
    return marks
  }

  /// What a face shows by itself.
  private static func ofItself(_ face: FaceSighting) -> FaceMark? {
    guard face.detector == "yunet", !face.box.isEmpty else { return nil }
    if face.score < leastScore { return .unsure }
    if let proportions = FaceProportions(face), proportions.areCut { return .cut }
    return face.sharpness < leastSharpness ? .blurred : nil
  }

  /// Which of two faces of a frame lies in the other and is less sure; `nil` where none does.
  private static func nested(_ a: Int, _ b: Int, _ faces: [FaceSighting]) -> Int? {
    let (first, second) = (faces[a].box, faces[b].box)
    let width = min(first.right, second.right) - max(first.left, second.left)
    let height = min(first.bottom, second.bottom) - max(first.top, second.top)
    guard width > 0, height > 0 else { return nil }
    func area(_ box: FaceBox) -> Double { Double(box.width * box.height) }
    let (less, more) = (min(area(first), area(second)), max(area(first), area(second)))
    guard Double(width * height) >= 0.8 * less, less <= 0.6 * more else { return nil }
    guard faces[a].score != faces[b].score else { return area(first) < area(second) ? a : b }
    return faces[a].score < faces[b].score ? a : b
  }

  /// YuNet gives nearly every labeled face more than this.
  private static let leastScore: Float = 0.75
  private static let leastSharpness: Float = 0.05
  /// What a thing that is no face has at most, how often it must be seen, and how little it moves.
  private static let stillScore: Float = 0.85
  private static let stillCount = 5
  private static let stillOverlap = 0.85
}

/// How a face's landmarks stand in its box.
private struct FaceProportions {
  /// From the middle of the eyes to that of the mouth, against the height of the box.
  let depth: Double
  /// The distance of the eyes, against the height of the box.
  let eyes: Double
  /// The width of the box, against its height.
  let aspect: Double

  /// `nil` where the face is not upright, so that its box says nothing of its proportions.
  init?(_ face: FaceSighting) {
    guard face.landmarks.count == 10, face.box.height > 0 else { return nil }
    let points = (0..<5).map {
      (x: Double(face.landmarks[2 * $0]), y: Double(face.landmarks[2 * $0 + 1]))
    }
    let across = (x: points[1].x - points[0].x, y: points[1].y - points[0].y)
    let down = (
      x: (points[3].x + points[4].x - points[0].x - points[1].x) / 2,
      y: (points[3].y + points[4].y - points[0].y - points[1].y) / 2
    )
    guard down.y > 2 * abs(down.x) else { return nil }
    let height = Double(face.box.height)
    depth = (down.x * down.x + down.y * down.y).squareRoot() / height
    eyes = (across.x * across.x + across.y * across.y).squareRoot() / height
    aspect = Double(face.box.width) / height
  }

  /// Whether forehead or chin must be missing: the box is too low for the face in it.
  var areCut: Bool { depth > 0.45 || (aspect > 0.9 && eyes > 0.4) }
}
