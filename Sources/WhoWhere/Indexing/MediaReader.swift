import CaseStore
import Domain
import FaceVision
import Files
import SystemPackage

/// Turns one media file at a time into a record with faces. Each worker has its own.
final class MediaReader {
  private let reader: FaceReader
  private let largestPixelCount: Int
  /// The faces that were drawn by hand, by the content hash of their media.
  private let drawn: [String: [DecidedFace]]

  /// Larger photo files are reported, not read.
  private static let largestFile = 1 << 30

  init(
    _ reader: FaceReader, _ settings: IndexSettings, drawn: [String: [DecidedFace]] = [:]
  ) {
    self.reader = reader
    self.drawn = drawn
    largestPixelCount = settings.largestPixelCount
  }

  /// What is in a file: a photo with its faces, or a video, which is read otherwise.
  enum Content {
    case photo(IndexedMedia)
    case video
  }

  /// What is in the file at `path`.
  ///
  /// - Throws: `VisionError` or `FileError` for a file that cannot be used; `OwnOutput`.
  func read(_ path: FilePath, sha256: String, size: Int, recipe: Recipe) throws -> Content {
    let head = try readFile(path, limit: PictureFormat.signatureLength)
    let format = PictureFormat.detect(head)
    let promisesPicture = PictureFormat.pictureExtensions.contains(
      path.extension?.lowercased() ?? "")
    if format == .video || (format == nil && !promisesPicture) { return .video }
    guard size <= Self.largestFile else {
      throw VisionError(.tooLarge, "photo files of more than 1 GiB are not read")
    }
    let bytes = try readFile(path)
    guard !OutputMark.isPresent(in: bytes) else { throw OwnOutput() }
    if Video.isAnimated(bytes) { return .video }
    // Where only larger faces are wanted, fewer pixels are enough to find them.
    let reduction = format == .jpeg && drawn[sha256] == nil ? reader.reduction : .none
    let decoded = try DecodedPicture(
      decoding: bytes, reducedBy: reduction, largest: largestPixelCount)
    let metadata = decoded.metadata
    let orientation = metadata.orientation
    let picture = decoded.picture.upright(from: orientation)
    let stored = (width: decoded.storedWidth, height: decoded.storedHeight)
    let (width, height) =
      orientation.isTransposed ? (stored.height, stored.width) : (stored.width, stored.height)
    let media = Media(
      sha256: sha256, kind: .photo, format: decoded.format.rawValue,
      size: size, width: width, height: height,
      orientation: orientation.rawValue, date: metadata.date,
      latitude: metadata.position?.latitude, longitude: metadata.position?.longitude,
      camera: metadata.camera, recipe: recipe)
    let found =
      reduction == .none
      ? try faces(in: picture, time: nil)
      : try reader.faces(inReduced: picture, width: width, height: height) { boxes in
        try Picture.parts(
          boxes.map { orientation.stored($0, width: stored.width, height: stored.height) },
          of: bytes, largest: largestPixelCount
        ).map { $0.upright(from: orientation) }
      }
    return .photo(
      IndexedMedia(
        media, faces: found + (try drawnFaces(of: sha256, in: picture, time: nil, besides: found)),
        contentIdentifier: LivePhoto.contentIdentifier(ofPicture: bytes),
        metadata: decoded.embedded.values,
        remarks: remarks(on: decoded)))
  }

  /// What of a photo's file was not read, without the file's name; `nil` for nothing.
  private func remarks(on decoded: DecodedPicture) -> [Failure]? {
    var remarks: [Failure] = []
    if decoded.pictureCount > 1 {
      remarks.append(
        Failure(
          path: "", reason: "partial",
          message: "it holds \(decoded.pictureCount) pictures; the first is read"))
    }
    if let problem = decoded.embedded.problem {
      remarks.append(Failure(path: "", reason: "metadata", message: problem))
    }
    return remarks.isEmpty ? nil : remarks
  }

  /// The moments of a video at which faces were drawn, rising.
  func drawnMoments(of sha256: String) -> [Int] {
    Set(drawn[sha256, default: []].compactMap(\.time)).sorted()
  }

  /// The faces that were drawn into a picture, but for those that the detector found.
  func drawnFaces(
    of sha256: String, in picture: Picture, time: Int?, besides found: [NewFace]
  ) throws -> [NewFace] {
    let boxes = drawn[sha256, default: []].filter { $0.time == time }.map(\.box)
      .filter { box in !found.contains { $0.box.overlap(box) >= FaceBox.samePlace } }
    return boxes.isEmpty ? [] : try reader.faces(drawnAt: boxes, in: picture, time: time)
  }

  func faces(in picture: Picture, time: Int?) throws -> [NewFace] {
    try reader.faces(in: picture, time: time)
  }
}

/// A picture that this program made out of others: no evidence.
struct OwnOutput: Error {}
