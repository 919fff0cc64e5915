import CaseStore
import Domain
import FaceVision

/// Finds the faces that decisions are about among the faces of today.
struct FaceLocator {
  private struct Frame: Hashable {
    let media: MediaID
    let time: Int?
  }

  private let boxes: [FaceBox]
  private let media: [String: MediaID]
  private var rows: [Frame: [Int]] = [:]

  /// Indexes `faces` of media with these content hashes. O(faces + media).
  init(_ faces: FaceTable, hashes: [MediaID: String]) {
    boxes = faces.boxes
    media = Dictionary(uniqueKeysWithValues: hashes.map { ($1, $0) })
    for row in 0..<faces.count {
      rows[Frame(media: faces.mediaIDs[row], time: faces.times[row]), default: []].append(row)
    }
  }

  /// The row of the face that covers the place of `face` best; `nil` where the media is gone or
  /// nothing overlaps it much.
  func row(of face: DecidedFace) -> Int? {
    guard let id = media[face.sha256], let rows = rows[Frame(media: id, time: face.time)] else {
      return nil
    }
    if let row = rows.first(where: { boxes[$0] == face.box }) { return row }
    let best = rows.map { (overlap: boxes[$0].overlap(face.box), row: $0) }
      .max { ($0.overlap, -$0.row) < ($1.overlap, -$1.row) }
    return best.flatMap { $0.overlap >= FaceBox.samePlace ? $0.row : nil }
  }
}
