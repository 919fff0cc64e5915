import CaseStore
import Domain
import FaceVision
import Files
import SystemPackage

/// Adds faces that the detector missed: somebody draws a box, and the face in it is encoded as those
/// of the same photo or video are.
public struct FaceAddition {
  private let storage: SQLiteCase
  private let reader: CaseReader
  private let models: ModelLibrary

  /// Additions to `storage`, which `reader` reads.
  public init(to storage: SQLiteCase, reader: CaseReader, models: ModelLibrary) {
    self.storage = storage
    self.reader = reader
    self.models = models
  }

  /// Why a face cannot be added.
  public enum Problem: Error, Equatable, CustomStringConvertible {
    /// The box leaves the picture.
    case outside(FaceBox, width: Int, height: Int)
    /// Nobody could be known again by so few pixels.
    case tooSmall(FaceBox)
    /// A moment is given of a photo, or none of a video.
    case moment(isVideo: Bool)
    /// The video has no frame from this moment on.
    case noFrame(Int)
    /// The faces of the media were encoded elsewhere.
    case imported(String)
    /// The file is not what was indexed.
    case changed(String)

    /// What happened, and what to do.
    public var description: String {
      switch self {
      case .outside(let box, let width, let height):
        "the box \(box) (top,right,bottom,left) leaves the picture, which has \(width) columns and "
          + "\(height) rows"
      case .tooSmall(let box):
        "the box \(box) (top,right,bottom,left) has fewer than \(FaceAddition.leastSide) pixels on a "
          + "side, too few to know anybody by"
      case .moment(true): "this is a video; tell the moment, too (`--time 12.5s`)"
      case .moment(false): "this is a photo and has no moments; leave out --time"
      case .noFrame(let time): "the video has no frame at \(Milliseconds(time)) or later"
      case .imported(let path):
        "the faces of \(path) were imported, and nobody can tell how they were encoded"
      case .changed(let path):
        "\(path) has changed since it was indexed; `wwww index` it again first"
      }
    }
  }

  /// Smaller faces cannot be encoded.
  static let leastSide = 8

  /// Adds a face.
  ///
  /// - Parameters:
  ///   - box: Where, in pixels of the upright picture.
  ///   - media: The photo or video.
  ///   - time: The moment of a video; the frame at that time is taken, or the next one.
  ///   - person: Whose face it is; `nil` where nobody knows.
  /// - Throws: `Problem`; `DecisionError`; `FileError` or `VisionError` where the original or a model
  ///   cannot be read.
  /// - Complexity: one photo, or the video up to the frame, is decoded.
  public func add(
    _ box: FaceBox, in media: MediaID, at time: Int? = nil, to person: PersonID? = nil,
    by curation: Curation
  ) throws -> Decision {
    guard let source = try reader.source(ofMedia: media) else {
      throw QueryError.notFound(.media, media.description, similar: [])
    }
    guard source.isVideo == (time != nil) else { throw Problem.moment(isVideo: source.isVideo) }
    guard let finding = source.recipe.finding else { throw Problem.imported(source.path) }
    guard min(box.width, box.height) >= Self.leastSide else { throw Problem.tooSmall(box) }
    let path = FilePath(bytes: source.location)
    let (picture, frame, moment) = try self.picture(path, source, time)
    guard box.top >= 0, box.left >= 0, box.right <= picture.width, box.bottom <= picture.height
    else { throw Problem.outside(box, width: picture.width, height: picture.height) }
    let settings = IndexSettings(
      detector: IndexSettings.Detector(rawValue: finding.detector) ?? .yunet,
      encoder: finding.encoder, averagesMirror: finding.averagesMirror)
    let faces = try FaceReaders(models, settings).reader().faces(
      drawnAt: [box], in: picture, time: moment)
    return try curation.add(
      DrawnFace(faces[0], in: media, frame: frame), sha256: source.sha256, to: person)
  }

  private func picture(_ path: FilePath, _ source: PictureSource, _ time: Int?) throws -> (
    Picture, FaceFrame?, moment: Int?
  ) {
    guard let time else {
      let bytes = try readFile(path)
      guard ContentHash.of(bytes) == source.sha256 else { throw Problem.changed(source.path) }
      let picture = try Picture(decoding: bytes)
        .upright(from: Orientation(rawValue: source.orientation) ?? .upright)
      return (picture, nil, nil)
    }
    guard try ContentHash.of(file: path) == source.sha256 else {
      throw Problem.changed(source.path)
    }
    let video = try Video(path: path)
    guard let frame = video.next(notBefore: time) else { throw Problem.noFrame(time) }
    return (
      try video.picture(),
      FaceFrame(
        number: frame.number, width: frame.width, height: frame.height, until: frame.milliseconds),
      frame.milliseconds
    )
  }
}
