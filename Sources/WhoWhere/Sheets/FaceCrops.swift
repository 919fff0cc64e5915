import CaseStore
import Domain
import FaceVision
import Files
import ParallelLoops
import SystemPackage

/// Faces cut out of their photos and videos; each file is decoded once, whatever it holds.
struct FaceCrops {
  /// Where a face is to be cut out.
  struct Place: Sendable {
    /// The file.
    var file: FilePath
    /// The file as shown to a person.
    var path: String
    /// Where the face is, in pixels of the upright picture; `nil` where all of it is wanted.
    var box: FaceBox?
    /// How the picture is turned; `nil` where the file itself tells.
    var orientation: Orientation?
    /// What the file must contain; `nil` where anything will do.
    var sha256: String?
    /// Milliseconds from the start of a video; `nil` in photos.
    var time: Int?
    /// When, in a video, as shown to a person.
    var moment: String?
    /// The most pixels that it is wide and high; `nil` where all are alike.
    var side: Int?

    /// A face in a photo that need not be in a case.
    init(_ face: SearchedFace) {
      file = face.photo
      path = displayName(face.photo)
      box = face.box
    }

    /// The face in row `face` of `snapshot`.
    init(_ face: Int, of snapshot: CaseSnapshot) {
      let media = snapshot.faceMedia[face]
      let item = snapshot.media[media]
      file = FilePath(bytes: snapshot.files[media][0].location)
      path = snapshot.path(of: media)
      box = snapshot.faces.boxes[face]
      orientation = Orientation(rawValue: item.orientation) ?? .upright
      sha256 = item.isImported ? nil : item.sha256
      time = snapshot.faces.times[face]
      moment = time.map { time in
        FrameName.number(ofUnknownMoment: time).map { "frame \($0)" } ?? "at \(clock(time))"
      }
      if let frame = snapshot.frameFile(ofFace: face) {
        file = FilePath(bytes: frame.location)
        path = frame.path
        orientation = nil
        sha256 = frame.sha256
        time = nil
      }
    }

    /// The face, or the whole picture, that a case keeps at `source`.
    init(_ source: PictureSource) {
      file = FilePath(bytes: source.location)
      path = source.path
      box = source.box
      orientation = Orientation(rawValue: source.orientation) ?? .upright
      sha256 = source.recipe.isImported ? nil : source.sha256
      time = source.time
    }
  }

  /// How much of a face's width and height is shown around it.
  private static let surroundings = 0.25

  /// The faces at `places`, each with some of what is around it, at most `side` pixels wide and
  /// high; or the reason why there is none.
  ///
  /// - Parameter editing: What becomes of a picture, or of the moment of a video, before anything is cut
  ///   from it; it may have another size.
  /// - Complexity: O(bytes of the files), each read once; `jobs` files at a time in memory.
  static func pictures(
    of places: [Place], side: Int, jobs: Int,
    editing: @Sendable (Picture, _ time: Int?) throws -> Picture = { picture, _ in picture }
  ) -> [Result<Picture, any Error>] {
    var order: [FilePath] = []
    var facesOfFile: [FilePath: [Int]] = [:]
    for (index, place) in places.enumerated() {
      if facesOfFile[place.file] == nil { order.append(place.file) }
      facesOfFile[place.file, default: []].append(index)
    }
    let groups = order.map { facesOfFile[$0] ?? [] }
    let cut = parallelMap(count: groups.count, jobs: jobs) { i in
      let group = groups[i].map { places[$0] }
      do { return try pictures(inOneFile: group, side: side, editing) } catch {
        return group.map { _ in .failure(error) }
      }
    }
    var results: [Int: Result<Picture, any Error>] = [:]
    for (group, pictures) in zip(groups, cut) {
      for (index, picture) in zip(group, pictures) { results[index] = picture }
    }
    return places.indices.compactMap { results[$0] }
  }

  private static func pictures(
    inOneFile places: [Place], side: Int, _ editing: (Picture, Int?) throws -> Picture
  ) throws -> [Result<Picture, any Error>] {
    let first = places[0]
    if first.time != nil { return try frames(of: places, side: side, editing) }
    let bytes = try readFile(first.file)
    try check(first) { ContentHash.of(bytes) }
    let orientation = first.orientation ?? PictureMetadata(reading: bytes).orientation
    let picture = try Picture(decoding: bytes).upright(from: orientation)
    let edited = try editing(picture, nil)
    return places.map { place in
      Result { try face(at: place, of: edited, from: picture.width, side: side) }
    }
  }

  private static func frames(
    of places: [Place], side: Int, _ editing: (Picture, Int?) throws -> Picture
  ) throws -> [Result<Picture, any Error>] {
    let first = places[0]
    try check(first) { try ContentHash.of(file: first.file) }
    let video = try Video(path: first.file)
    var results: [Result<Picture, any Error>] = places.map { _ in
      .failure(VisionError(.damaged, "the video has no such moment any more"))
    }
    // In the order of time, because videos are read forward.
    for (time, indices) in Dictionary(grouping: places.indices, by: { places[$0].time ?? 0 })
      .sorted(by: { $0.key < $1.key })
    {
      guard let frame = video.next(notBefore: time) else { break }
      // A whole picture may be asked for at any moment; a face is at its own.
      let indices = indices.filter { frame.milliseconds == time || places[$0].box == nil }
      guard !indices.isEmpty else { continue }
      let picture = try video.picture()
      let edited = try editing(picture, time)
      for index in indices {
        results[index] = Result {
          try face(at: places[index], of: edited, from: picture.width, side: side)
        }
      }
    }
    return results
  }

  private static func check(_ place: Place, hash: () throws -> String) throws {
    guard let sha256 = place.sha256, try hash() != sha256 else { return }
    throw VisionError(.damaged, "the file has changed since it was indexed; index it again")
  }

  /// - Parameter width: How wide the picture was when the place was found in it.
  private static func face(
    at place: Place, of picture: Picture, from width: Int, side: Int
  ) throws -> Picture {
    let side = place.side ?? side
    let factor = Double(picture.width) / Double(max(1, width))
    guard let box = place.box?.scaled(across: factor, down: factor) else {
      let scale = Double(side) / Double(max(picture.width, picture.height))
      guard scale < 1 else { return picture }
      return try picture.resized(
        width: max(1, Int((Double(picture.width) * scale).rounded())),
        height: max(1, Int((Double(picture.height) * scale).rounded())))
    }
    let face = picture.cropped(to: box.expanded(by: surroundings))
    guard face.width > 0, face.height > 0 else {
      throw VisionError(.damaged, "the face's box is outside the picture")
    }
    let scale = Double(side) / Double(max(face.width, face.height))
    return try face.resized(
      width: max(1, Int((Double(face.width) * scale).rounded())),
      height: max(1, Int((Double(face.height) * scale).rounded())))
  }
}
