import CaseStore
import Domain
import FaceVision
import Files
import SystemPackage

/// Pictures of a case for a page: faces cut out, and whole photos or moments of videos, made smaller.
///
/// Everything is asked for by its number; no path comes from outside. A file that has changed since it
/// was indexed is not shown.
public struct CasePictures: Sendable {
  private let reader: CaseReader

  /// Pictures of the case that `reader` reads.
  public init(_ reader: CaseReader) { self.reader = reader }

  /// Why there is no picture.
  public enum Problem: Error, Equatable, Sendable {
    /// The case has no such face, person or file.
    case unknown
  }

  /// A face with some of what is around it, as JPEG (ITU-T T.81), at most `side` pixels wide and high.
  ///
  /// - Throws: `Problem.unknown`; `FileError` or `VisionError` where the original is gone or changed.
  /// - Complexity: one photo is decoded.
  public func face(_ id: FaceID, side: Int) throws -> [UInt8] {
    guard let source = try reader.source(ofFace: id) else { throw Problem.unknown }
    return try jpeg(source, side: side)
  }

  /// A person's clearest face.
  ///
  /// - Throws: As `face(_:side:)`.
  public func portrait(of person: PersonID, side: Int) throws -> [UInt8] {
    guard let face = try reader.bestFace(ofPerson: person) else { throw Problem.unknown }
    return try self.face(face, side: side)
  }

  /// A whole photo, or the moment of a video at `time` milliseconds, at most `side` pixels wide and
  /// high, as JPEG.
  ///
  /// - Throws: As `face(_:side:)`.
  public func media(_ id: MediaID, side: Int, time: Int? = nil) throws -> [UInt8] {
    guard var source = try reader.source(ofMedia: id) else { throw Problem.unknown }
    source.time = source.isVideo ? time ?? 0 : nil
    return try jpeg(source, side: side)
  }

  private func jpeg(_ source: PictureSource, side: Int) throws -> [UInt8] {
    try FaceCrops.pictures(of: [FaceCrops.Place(source)], side: side, jobs: 1)[0].get()
      .jpeg(quality: 88)
  }

  /// Where the original is; only for handing the file itself to a player.
  ///
  /// - Throws: `Problem.unknown`.
  public func original(of id: MediaID) throws -> FilePath {
    guard let source = try reader.source(ofMedia: id) else { throw Problem.unknown }
    return FilePath(bytes: source.location)
  }
}
