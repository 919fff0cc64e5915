import CaseStore
import Domain
import Drawing
import FaceVision
import Files
import ParallelLoops
import SystemPackage

/// Draws boxes and persons' numbers into pictures of one video: a key frame for each person's each
/// appearance, and, where it is asked for, all of a copy.
struct VideoAnnotator {
  private let snapshot: CaseSnapshot
  private let media: Int
  private let path: FilePath
  /// Rows of faces by time.
  private let rows: [Int]
  private let annotation: (Int) -> FaceAnnotation

  /// How long a box stays where nothing says what comes next, in milliseconds.
  private static let hold = 500

  /// An annotator of a video of `snapshot`.
  ///
  /// - Parameters:
  ///   - rows: The rows of its faces.
  ///   - annotation: What to draw at the face in a row.
  init(
    _ media: Int, of snapshot: CaseSnapshot, rows: [Int],
    annotation: @escaping (Int) -> FaceAnnotation
  ) {
    self.snapshot = snapshot
    self.media = media
    self.rows =
      rows
      .filter { snapshot.faces.milliseconds($0) != nil }
      .sorted { (snapshot.faces.times[$0] ?? 0, $0) < (snapshot.faces.times[$1] ?? 0, $1) }
    self.annotation = annotation
    path = FilePath(bytes: snapshot.files[media][0].location)
  }

  /// A moment that shows persons well.
  struct KeyFrame {
    var time: Int
    var annotations: [FaceAnnotation]
  }

  /// For each span of time in which a person is to be seen the frame that shows the person best; a
  /// frame that is best for several is there once. In the order of time.
  var keyFrames: [KeyFrame] {
    let faces = snapshot.faces
    let own = snapshot.appearances.filter { $0.media == media }
    var times: Set<Int> = []
    for appearance in own {
      for span in snapshot.moments(of: appearance).spans {
        let best = appearance.faces.filter {
          faces.milliseconds($0).map { span.start <= $0 && $0 <= span.end } ?? false
        }.max { (faces.qualities[$0], $1) < (faces.qualities[$1], $0) }
        if let time = best.flatMap(faces.milliseconds) { times.insert(time) }
      }
    }
    let atTime = Dictionary(grouping: rows) { faces.times[$0] ?? 0 }
    return times.sorted().map { time in
      KeyFrame(time: time, annotations: (atTime[time] ?? []).map(annotation))
    }
  }

  /// The pictures of key frames, handed to `body` in the order of time.
  ///
  /// - Throws: `VisionError` where the video is another by now; what `body` throws.
  func draw(_ frames: [KeyFrame], _ body: (KeyFrame, Picture) throws -> Void) throws {
    try checkContent()
    let video = try Video(path: path)
    for frame in frames {
      guard let found = video.next(notBefore: frame.time), found.milliseconds == frame.time else {
        throw VisionError(.damaged, "the video has no such moment any more; index it again")
      }
      try body(frame, try video.picture().annotated(with: frame.annotations))
    }
  }

  /// Writes a copy of the video in which boxes follow the faces.
  ///
  /// - Parameter progress: Told the milliseconds that are done.
  /// - Throws: `VisionError` where a picture cannot be read, encoded or written.
  /// - Complexity: O(frames); memory for a few pictures.
  func copy(
    to descriptor: Int32, as container: VideoCopy.Container, jobs: Int, progress: (Int) -> Void
  ) throws {
    try checkContent()
    let video = try Video(path: path, threads: jobs)
    let paths = BoxPaths(rows, of: snapshot, in: media, hold: Self.hold)
    var copy: VideoCopy?
    var size = (width: 0, height: 0)
    var frameNumber = 0
    while let frame = video.next(from: frameNumber) {
      frameNumber = frame.number + 1
      let shown = paths.boxes(at: frame.milliseconds).map { row, box in
        var drawn = annotation(row)
        drawn.box = box
        return drawn
      }
      var picture = try video.picture()
      if !shown.isEmpty { picture = try picture.annotated(with: shown) }
      if copy == nil {
        size = (picture.width, picture.height)
        copy = try VideoCopy(
          of: video, to: descriptor, as: container, width: size.width,
          height: size.height, threads: jobs)
      } else if picture.width != size.width || picture.height != size.height {
        picture = try picture.resized(width: size.width, height: size.height)
      }
      try copy?.append(picture, at: frame.milliseconds)
      progress(frame.milliseconds)
    }
    guard let copy else { throw VisionError(.damaged, "no frame of the video can be decoded") }
    try copy.finish()
  }

  private func checkContent() throws {
    guard try ContentHash.of(file: path) == snapshot.media[media].sha256 else {
      throw VisionError(.damaged, "the video has changed since it was indexed; index it again")
    }
  }
}

/// Where boxes are between the frames that were searched: along each track, from face to face.
private struct BoxPaths {
  private struct Leg {
    var row: Int
    var from, to: Int
    var start, end: FaceBox
  }

  private let legs: [Leg]

  init(_ rows: [Int], of snapshot: CaseSnapshot, in media: Int, hold: Int) {
    let faces = snapshot.faces
    let gap = Moments.longestGap(step: snapshot.videos[snapshot.media[media].id]?.step)
    var ofTrack: [Int: [Int]] = [:]
    for row in rows { ofTrack[faces.tracks[row] ?? -1 - row, default: []].append(row) }
    var legs: [Leg] = []
    for track in ofTrack.values {
      for (i, row) in track.enumerated() {
        let time = faces.times[row] ?? 0
        let until = max(time, snapshot.lastMoments[faces.ids[row]] ?? time)
        let box = faces.boxes[row]
        legs.append(Leg(row: row, from: time, to: until, start: box, end: box))
        if i + 1 < track.count, let next = faces.times[track[i + 1]], next - until <= gap {
          legs.append(
            Leg(row: row, from: until + 1, to: next - 1, start: box, end: faces.boxes[track[i + 1]])
          )
        } else {
          legs.append(Leg(row: row, from: until + 1, to: until + hold, start: box, end: box))
        }
      }
    }
    self.legs = legs.filter { $0.from <= $0.to }.sorted { ($0.from, $0.row) < ($1.from, $1.row) }
  }

  /// The boxes at a moment, with the faces they come from.
  func boxes(at time: Int) -> [(row: Int, box: FaceBox)] {
    legs.lazy.filter { $0.from <= time && time <= $0.to }.map { leg in
      let part = Double(time - leg.from + 1) / Double(leg.to - leg.from + 2)
      func between(_ a: Int, _ b: Int) -> Int {
        Int((Double(a) + Double(b - a) * part).rounded())
      }
      return (
        leg.row,
        FaceBox(
          top: between(leg.start.top, leg.end.top), right: between(leg.start.right, leg.end.right),
          bottom: between(leg.start.bottom, leg.end.bottom),
          left: between(leg.start.left, leg.end.left))
      )
    }
  }
}
