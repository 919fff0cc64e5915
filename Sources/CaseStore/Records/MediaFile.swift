import Domain
import Foundation
import GRDB

/// A folder, or a single file's folder, that the user named as a place of media.
public struct SourceFolder: Sendable, Equatable {
  /// Its number in the case.
  public var id: SourceID
  /// Its absolute path, as bytes: names need not be UTF-8.
  public var root: [UInt8]
  /// What its files' paths are shown under; empty for the case's first folder.
  public var label: String
}

/// A name under which a media can be found.
public struct MediaFile: Sendable, Equatable {
  /// The media that the file held when it was read; 0 until it is saved.
  public var mediaID: MediaID
  /// The folder it was found in.
  public var sourceID: SourceID
  /// Its absolute path, as bytes.
  public var location: [UInt8]
  /// Its path as shown and exported: below its folder, after the folder's label.
  public var path: String
  /// Bytes.
  public var size: Int
  /// When its content last changed, in nanoseconds since 1970.
  public var modified: Int64

  /// A file with these values, not yet saved.
  public init(sourceID: SourceID, location: [UInt8], path: String, size: Int, modified: Int64) {
    mediaID = 0
    self.sourceID = sourceID
    self.location = location
    self.path = path
    self.size = size
    self.modified = modified
  }
}

/// What indexing learned from one file.
public struct IndexedFile: Sendable {
  /// The file.
  public var file: MediaFile
  /// Its media.
  public var media: Media
  /// The faces, ordered by time and place; `nil` where the media's faces are known already.
  public var faces: [NewFace]?
  /// What only videos have, and the frames that faces are in, by time; `nil` for photos, and where
  /// the media is known already.
  public var video: IndexedVideo?
  /// What a photo has in common with its clip, if it has one.
  public var contentIdentifier: String?
  /// What the file itself says, each value with its field; `nil` where that was not read now.
  public var metadata: [MetadataValue]?

  /// What was learned from `file`.
  public init(
    file: MediaFile, media: Media, faces: [NewFace]?,
    video: IndexedVideo? = nil, metadata: [MetadataValue]? = nil
  ) {
    self.file = file
    self.media = media
    self.faces = faces
    self.video = video
    self.metadata = metadata
  }

  /// What was learned from `file`, which holds `content`.
  public init(file: MediaFile, content: IndexedMedia) {
    self.init(
      file: file, media: content.media, faces: content.faces, video: content.video,
      metadata: content.metadata)
    contentIdentifier = content.contentIdentifier
  }
}

extension SourceFolder: FetchableRecord, TableRecord {
  public static let databaseTableName = "source_folder"

  /// The folder of a row of its table.
  public init(row: Row) {
    self.init(id: row["id"], root: Array(row["root"] as Data), label: row["label"])
  }
}

extension MediaFile: FetchableRecord, PersistableRecord {
  public static let databaseTableName = "media_file"

  /// The file of a row of its table.
  public init(row: Row) {
    self.init(
      sourceID: row["source_id"], location: Array(row["location"] as Data), path: row["path"],
      size: row["size"], modified: row["modified"])
    mediaID = row["media_id"]
  }

  /// The columns.
  public func encode(to container: inout PersistenceContainer) {
    container["location"] = Data(location)
    container["media_id"] = mediaID
    container["source_id"] = sourceID
    container["path"] = path
    container["size"] = size
    container["modified"] = modified
  }
}
