import Domain
import Foundation
import GRDB

/// A picture that is a frame of a video.
public struct FrameFile: Sendable, Equatable {
  /// The video; 0 until it is saved.
  public var mediaID: MediaID
  /// The folder it was found in.
  public var sourceID: SourceID
  /// Its absolute path, as bytes.
  public var location: [UInt8]
  /// Its path as shown.
  public var path: String
  /// The frame's number, counted from 0.
  public var number: Int
  /// Bytes.
  public var size: Int
  /// When its content last changed, in nanoseconds since 1970.
  public var modified: Int64
  /// The hash of its content; `nil` where it was not searched, because the video itself is there.
  public var sha256: String?
  /// How its faces were found; `nil` where it was not searched.
  public var recipe: Recipe?

  /// `file` as frame `number` of a video.
  public init(_ file: MediaFile, number: Int, sha256: String? = nil, recipe: Recipe? = nil) {
    mediaID = 0
    sourceID = file.sourceID
    location = file.location
    path = file.path
    self.number = number
    size = file.size
    modified = file.modified
    self.sha256 = sha256
    self.recipe = recipe
  }
}

extension FrameFile: FetchableRecord, PersistableRecord {
  public static let databaseTableName = "frame_file"
  public static let persistenceConflictPolicy = PersistenceConflictPolicy(insert: .replace)

  /// The frame of a row of its table.
  ///
  /// - Throws: `RowDecodingError` for a recipe that is none.
  public init(row: Row) throws {
    mediaID = row["media_id"]
    sourceID = row["source_id"]
    location = Array(row["location"] as Data)
    path = row["path"]
    number = row["number"]
    size = row["size"]
    modified = row["modified"]
    sha256 = row["sha256"]
    recipe = try row.decode(forColumn: "recipe")
  }

  /// The columns.
  public func encode(to container: inout PersistenceContainer) {
    container["location"] = Data(location)
    container["media_id"] = mediaID
    container["source_id"] = sourceID
    container["path"] = path
    container["number"] = number
    container["size"] = size
    container["modified"] = modified
    container["sha256"] = sha256
    container["recipe"] = recipe
  }
}

/// A frame with the faces that were found in its picture.
public struct SearchedFrame: Sendable {
  /// The picture.
  public var file: FrameFile
  /// Its size in pixels, upright.
  public var width, height: Int
  /// The faces; their times are those of the frame.
  public var faces: [NewFace]

  /// A frame with these faces.
  public init(file: FrameFile, width: Int, height: Int, faces: [NewFace]) {
    self.file = file
    self.width = width
    self.height = height
    self.faces = faces
  }
}
