import Domain
import GRDB

/// The places of one photo or video whose faces were purged, so that they are not taken in again.
struct PurgedPlaces {
  /// From this overlap on, a face is one that was purged: detectors draw their boxes differently.
  private static let overlap = 0.25
  /// A video may be sampled at other moments: faces so many milliseconds away at the same place are
  /// taken for the same.
  private static let reach = 2500

  private let places: [(time: Int?, box: FaceBox)]
  /// Whether the photo or video was purged as a whole.
  let isWhole: Bool

  /// The places of the content `sha256`.
  init(of sha256: String, _ db: Database) throws {
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT time, top_edge, right_edge, bottom_edge, left_edge FROM purged_place
          WHERE sha256 = ?
          """), arguments: [sha256])
    isWhole = rows.contains { ($0["top_edge"] as Int?) == nil }
    places = rows.compactMap { row in
      (row["top_edge"] as Int?) == nil ? nil : (row["time"], FaceBox(row))
    }
  }

  /// The faces that were not purged.
  func filter(_ faces: [NewFace]) -> [NewFace] {
    if isWhole { return [] }
    return places.isEmpty ? faces : faces.filter { !isPurged($0) }
  }

  private func isPurged(_ face: NewFace) -> Bool {
    places.contains { place in
      let isNear =
        switch (place.time, face.time) {
        case (nil, nil): true
        case (let a?, let b?): abs(a - b) <= Self.reach
        default: false
        }
      return isNear && (place.box == face.box || place.box.overlap(face.box) >= Self.overlap)
    }
  }
}
