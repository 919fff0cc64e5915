/// Links faces of one person in successive frames of a video.
///
/// A face continues a track whose last face was at nearly the same place, not long ago, and is
/// near it in the encoder's eyes. Where several could continue several, the pairs that overlap most
/// are linked first; a frame gives a track one face at most.
///
/// - Complexity: O(open tracks · faces) a frame; memory for the open tracks.
public struct FaceTracker: Sendable {
  /// A face of a frame.
  public struct Face: Sendable {
    /// Sides in pixels, half-open.
    public var left, top, right, bottom: Int
    /// The encoder's numbers.
    public var embedding: [Float]
    /// Until when the picture is known to have stayed the same, in milliseconds; its own time, or
    /// less, where that is not known.
    public var until = 0

    /// A face at these sides.
    public init(
      left: Int, top: Int, right: Int, bottom: Int, embedding: [Float], until: Int = 0
    ) {
      self.until = until
      self.left = left
      self.top = top
      self.right = right
      self.bottom = bottom
      self.embedding = embedding
    }

    /// Intersection over union, 0–1.
    func overlap(_ other: Face) -> Double {
      let width = min(right, other.right) - max(left, other.left)
      let height = min(bottom, other.bottom) - max(top, other.top)
      guard width > 0, height > 0 else { return 0 }
      func area(_ face: Face) -> Double {
        Double((face.right - face.left) * (face.bottom - face.top))
      }
      let shared = Double(width * height)
      return shared / (area(self) + area(other) - shared)
    }

    /// Euclidean.
    func distance(_ other: Face) -> Float {
      zip(embedding, other.embedding).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        .squareRoot()
    }
  }

  private struct Track {
    var number: Int
    var time: Int
    var face: Face
  }

  private let leastOverlap: Double
  private let largestDistance: Float
  private let longestGap: Int
  private var open: [Track] = []
  private var count = 0

  /// A tracker for one video.
  ///
  /// - Parameters:
  ///   - leastOverlap: Intersection over union with the track's last face.
  ///   - largestDistance: From the embedding of the track's last face.
  ///   - longestGap: Milliseconds since the track's last face.
  public init(leastOverlap: Double = 0.3, largestDistance: Float, longestGap: Int = 2500) {
    self.leastOverlap = leastOverlap
    self.largestDistance = largestDistance
    self.longestGap = longestGap
  }

  /// The tracks that the faces of the frame at `time` belong to, counted from 0. Frames come in the
  /// order of time.
  public mutating func link(_ faces: [Face], at time: Int) -> [Int] {
    open.removeAll { time - max($0.time, $0.face.until) > longestGap }
    var candidates: [(overlap: Double, face: Int, track: Int)] = []
    for (f, face) in faces.enumerated() {
      for (t, track) in open.enumerated() where track.time < time {
        let overlap = face.overlap(track.face)
        if overlap >= leastOverlap, face.distance(track.face) <= largestDistance {
          candidates.append((overlap, f, t))
        }
      }
    }
    candidates.sort { ($1.overlap, $0.face, $0.track) < ($0.overlap, $1.face, $1.track) }
    var numbers = [Int?](repeating: nil, count: faces.count)
    var taken: Set<Int> = []
    for candidate in candidates
    where numbers[candidate.face] == nil && taken.insert(candidate.track).inserted {
      numbers[candidate.face] = open[candidate.track].number
      open[candidate.track].time = time
      open[candidate.track].face = faces[candidate.face]
    }
    return faces.indices.map { f in
      if let number = numbers[f] { return number }
      open.append(Track(number: count, time: time, face: faces[f]))
      count += 1
      return count - 1
    }
  }

  /// The tracks of all faces of a video, counted from 0.
  ///
  /// - Parameter faces: In the order of time.
  public mutating func link(_ faces: [(time: Int, face: Face)]) -> [Int] {
    var tracks: [Int] = []
    tracks.reserveCapacity(faces.count)
    while tracks.count < faces.count {
      let time = faces[tracks.count].time
      let frame = faces[tracks.count...].prefix { $0.time == time }.map(\.face)
      tracks += link(frame, at: time)
    }
    return tracks
  }
}
