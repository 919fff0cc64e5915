import CaseStore
import Deterministic
import FaceClustering
import FaceVision
import Files
import GraphFormats
import SystemPackage

/// A picture of what a search found: for every face looked for a band that begins with it, then its
/// matches, nearest first, with their distance, person and file.
public struct MatchSheet: Sendable {
  /// The sheet.
  public let picture: Picture
  /// The photos that could not be shown; their places are grey.
  public let failures: [Failure]

  private static let side = 176
  private static let caption = 34
  private static let gap = 10
  private static let columns = 8
  /// More bands would give a picture that few programs open.
  private static let maxRows = 100

  /// Draws the results of `search`; what would need more than 100 rows of faces is left out.
  ///
  /// - Throws: `VisionError` where no typeface is found.
  /// - Complexity: one photo is decoded a face.
  public init(of results: [FaceSearch.Result], from search: FaceSearch, jobs: Int = allCores) throws
  {
    var rows: [[Cell]] = []
    for result in results {
      let cells =
        result.query.map(Cell.init(looking:)) + result.matches.map { Cell(match: $0, in: search) }
      for start in stride(from: 0, to: cells.count, by: Self.columns) {
        rows.append(Array(cells[start..<min(cells.count, start + Self.columns)]))
      }
    }
    let shown = Array(rows.prefix(Self.maxRows))
    let cells = shown.flatMap { $0 }
    let drawn = parallelMap(count: cells.count, jobs: jobs) { i in
      Swift.Result { try cells[i].face(side: Self.side) }
    }
    let typeface = try Typeface()
    let columns = shown.map(\.count).max() ?? 1
    let step = (x: Self.side + Self.gap, y: Self.side + Self.caption + Self.gap)
    var sheet = Picture(
      width: columns * step.x + Self.gap, height: max(1, shown.count) * step.y + Self.gap,
      fill: .white)
    var failures: [Failure] = []
    var next = 0
    for (row, cells) in shown.enumerated() {
      for (column, cell) in cells.enumerated() {
        let face: Picture
        switch drawn[next] {
        case .success(let picture): face = picture
        case .failure(let error):
          failures.append(Failure(of: cell.path, error))
          face = Picture(width: Self.side, height: Self.side, fill: Colour(200, 200, 200))
        }
        next += 1
        var tile = Picture(width: Self.side, height: Self.side + Self.caption, fill: .white)
        tile.paste(face, x: (Self.side - face.width) / 2, y: (Self.side - face.height) / 2)
        sheet.paste(
          try tile.annotated(with: cell.annotations(side: Self.side), typeface: typeface),
          x: Self.gap + column * step.x, y: Self.gap + row * step.y)
      }
    }
    picture = sheet
    self.failures = failures
  }
}

/// One face of a sheet.
private struct Cell: Sendable {
  let path: String
  let location: FilePath
  let box: FaceBox
  /// `nil` where the photo itself tells.
  let orientation: Orientation?
  /// What the file must contain; `nil` where anything will do.
  let sha256: String?
  let isVideo: Bool
  let lines: [String]
  let colour: Colour

  init(looking face: SearchedFace) {
    path = displayName(face.photo)
    location = face.photo
    box = face.box
    orientation = nil
    sha256 = nil
    isVideo = false
    lines = ["looked for", path]
    colour = .black
  }

  init(match: FaceMatch, in search: FaceSearch) {
    let snapshot = search.snapshot
    let media = snapshot.faceMedia[match.face]
    let place = snapshot.faces.boxes[match.face]
    let person = snapshot.faces.personIDs[match.face]
    path = snapshot.path(of: media)
    location = FilePath(bytes: snapshot.files[media][0].location)
    box = FaceBox(top: place.top, right: place.right, bottom: place.bottom, left: place.left)
    orientation = Orientation(rawValue: snapshot.media[media].orientation) ?? .upright
    sha256 = snapshot.media[media].isImported ? nil : snapshot.media[media].sha256
    isVideo = snapshot.media[media].kind == .video
    // Four digits of the distance, without the locale.
    let digits = String(Int((match.distance * 1000).rounded()))
    let distance =
      digits.count > 3
      ? "\(digits.dropLast(3)).\(digits.suffix(3))"
      : "0." + String(repeating: "0", count: 3 - digits.count) + digits
    lines = ["\(distance)  \(search.label(ofPersonOf: match.face))", path]
    let colours = CommunityPalette.colors
    let shade = person >= 0 ? colours[person % colours.count] : CommunityPalette.other
    colour = Colour(shade.red, shade.green, shade.blue)
  }

  /// The face with some of what is around it, `side` pixels wide or high.
  func face(side: Int) throws -> Picture {
    guard !isVideo else {
      throw VisionError(.unsupported, "frames of videos are not shown in sheets")
    }
    let bytes = try readFile(location)
    if let sha256, ContentHash.of(bytes) != sha256 {
      throw VisionError(.damaged, "the photo has changed since it was indexed; index it again")
    }
    let orientation = orientation ?? PictureMetadata(reading: bytes).orientation
    let face = try Picture(decoding: bytes).upright(from: orientation)
      .cropped(to: box.expanded(by: 0.2))
    guard face.width > 0, face.height > 0 else {
      throw VisionError(.damaged, "the face's box is outside the picture")
    }
    let scale = Double(side) / Double(max(face.width, face.height))
    return try face.resized(
      width: max(1, Int(Double(face.width) * scale)),
      height: max(1, Int(Double(face.height) * scale)))
  }

  /// A frame around the face and one around the caption, with a line of text each.
  func annotations(side: Int) -> [FaceAnnotation] {
    let texts = lines.map { TerminalText.shortened(TerminalText.line($0), to: 22) }
    let height = 15
    return [
      FaceAnnotation(
        box: FaceBox(top: 0, right: side, bottom: side, left: 0), label: texts[0], colour: colour),
      FaceAnnotation(
        box: FaceBox(top: 0, right: side, bottom: side + height, left: 0), label: texts[1],
        colour: colour),
    ]
  }
}

extension Picture {
  /// Copies `other` into this picture, which must have room for it at this place.
  fileprivate mutating func paste(_ other: Picture, x: Int, y: Int) {
    for row in 0..<other.height {
      let target = ((y + row) * width + x) * 3
      let source = row * other.width * 3
      pixels.replaceSubrange(
        target..<target + other.width * 3, with: other.pixels[source..<source + other.width * 3])
    }
  }
}
