import CaseStore
import Domain
import FaceClustering

extension SQLiteCase {
  /// Links the faces of videos whose tracks are not known. What the tracks are follows from the faces
  /// alone, however and in how many parts they came into the case.
  ///
  /// - Complexity: O(faces of these videos · faces at once).
  public func linkTracks() throws {
    for (media, step) in try untrackedVideos() {
      let faces = try faces(ofVideo: media)
      try setTracks(Array(zip(faces.map(\.id), Self.tracks(of: faces, step: step))))
    }
  }

  /// The tracks of the faces of one video, which come in the order of time.
  static func tracks(of faces: [FaceOfVideo], step: Int?) -> [Int] {
    // Faces of several encoders are not compared; there are none unless some were imported.
    var tracks = [Int](repeating: 0, count: faces.count)
    var count = 0
    for encoder in EncoderKind.allCases {
      let own = faces.indices.filter { faces[$0].encoder == encoder }
      guard !own.isEmpty else { continue }
      var tracker = FaceTracker(
        largestDistance: Float(encoder.trackDistance), longestGap: Moments.longestGap(step: step))
      let linked = tracker.link(
        own.map { i in
          let box = faces[i].box
          return (
            faces[i].time,
            FaceTracker.Face(
              left: box.left, top: box.top, right: box.right, bottom: box.bottom,
              embedding: faces[i].embedding, until: faces[i].until)
          )
        })
      for (i, track) in zip(own, linked) { tracks[i] = count + track }
      count += (linked.max() ?? -1) + 1
    }
    return tracks
  }
}

extension FaceTable {
  /// For each face a number that all faces of its track share, and no others. Faces of nobody and of
  /// somebody else than most of their track are told apart where `byPerson`.
  func observedTracks(byPerson: Bool = false) -> [Int?] {
    struct Track: Hashable {
      let media: MediaID
      let track: Int
      let person: PersonID?
    }
    var numbers: [Track: Int] = [:]
    return (0..<count).map { row in
      guard let track = tracks[row] else { return nil }
      let key = Track(
        media: mediaIDs[row], track: track, person: byPerson ? personIDs[row] : nil)
      let number = numbers[key] ?? numbers.count
      numbers[key] = number
      return number
    }
  }
}
