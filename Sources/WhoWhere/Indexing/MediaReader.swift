import CaseStore
import Domain
import FaceVision
import Files
import SystemPackage

/// Turns one media file at a time into a record with faces. Each worker has its own.
final class MediaReader {
  private let reader: FaceReader
  private let frameStep: Int
  private let largestPixelCount: Int

  /// Larger photo files are reported, not read.
  private static let largestFile = 1 << 30

  init(_ reader: FaceReader, _ settings: IndexSettings) {
    self.reader = reader
    frameStep = settings.frameStep
    largestPixelCount = settings.largestPixelCount
  }

  /// The media in the file at `path`, with its faces.
  ///
  /// - Throws: `VisionError` or `FileError` for a file that cannot be used; `OwnOutput`.
  func read(_ path: FilePath, sha256: String, size: Int, recipe: (Media.Kind) -> Recipe) throws
    -> (media: Media, faces: [NewFace])
  {
    let head = try readFile(path, limit: PictureFormat.signatureLength)
    let format = PictureFormat.detect(head)
    let promisesPicture = PictureFormat.pictureExtensions.contains(
      path.extension?.lowercased() ?? "")
    if format == .video || (format == nil && !promisesPicture) {
      return try readVideo(path, sha256: sha256, size: size, recipe: recipe(.video))
    }
    guard size <= Self.largestFile else {
      throw VisionError(.tooLarge, "photo files of more than 1 GiB are not read")
    }
    let bytes = try readFile(path)
    guard !OutputMark.isPresent(in: bytes) else { throw OwnOutput() }
    if Video.isAnimated(bytes) {
      return try readVideo(path, sha256: sha256, size: size, recipe: recipe(.video))
    }
    let decoded = try DecodedPicture(decoding: bytes, largest: largestPixelCount)
    let metadata = decoded.metadata
    let picture = decoded.picture.upright(from: metadata.orientation)
    let media = Media(
      sha256: sha256, kind: .photo, format: decoded.format.rawValue,
      size: size, width: picture.width, height: picture.height,
      orientation: metadata.orientation.rawValue, date: metadata.date,
      latitude: metadata.position?.latitude, longitude: metadata.position?.longitude,
      camera: metadata.camera, recipe: recipe(.photo))
    return (media, try reader.faces(in: picture, time: nil))
  }

  private func readVideo(_ path: FilePath, sha256: String, size: Int, recipe: Recipe) throws
    -> (media: Media, faces: [NewFace])
  {
    let video = try Video(path: path)
    var found: [NewFace] = []
    var dimensions: (width: Int, height: Int)?
    var number = 0
    while let frame = video.next(from: number) {
      dimensions = dimensions ?? (frame.width, frame.height)
      found += try reader.faces(in: video.picture(), time: frame.milliseconds)
      number = (frame.number / frameStep + 1) * frameStep
    }
    guard let dimensions else {
      throw VisionError(.damaged, "no frame of the video can be decoded")
    }
    let media = Media(
      sha256: sha256, kind: .video, format: video.properties.container, size: size,
      width: dimensions.width,
      height: dimensions.height, recipe: recipe)
    return (media, found)
  }
}

/// A picture that this program made out of others: no evidence.
struct OwnOutput: Error {}
