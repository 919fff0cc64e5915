import Domain
import GRDB

/// A photo or video, known by its content whatever its names.
public struct Media: Sendable, Equatable, Codable {
  /// What a media is.
  public enum Kind: String, Sendable, Codable {
    case photo, video
  }

  /// Its number in the case; 0 until it is saved.
  public var id: MediaID
  /// SHA-256 of the content, 64 hexadecimal digits.
  public var sha256: String
  /// Photo or video.
  public var kind: Kind
  /// The file format, such as "jpeg".
  public var format: String
  /// Bytes.
  public var size: Int
  /// Width and height in pixels, upright.
  public var width, height: Int
  /// EXIF orientation of the stored pixels, 1–8.
  public var orientation: Int
  /// When it was taken: UTC, ISO 8601.
  public var date: String?
  /// Where it was taken: degrees, WGS 84.
  public var latitude, longitude: Double?
  /// The camera's model.
  public var camera: String?
  /// How its faces came about.
  public var recipe: Recipe

  /// A media with these values, not yet saved.
  public init(
    sha256: String, kind: Kind, format: String, size: Int, width: Int, height: Int,
    orientation: Int = 1, date: String? = nil, latitude: Double? = nil, longitude: Double? = nil,
    camera: String? = nil, recipe: Recipe
  ) {
    id = 0
    self.sha256 = sha256
    self.kind = kind
    self.format = format
    self.size = size
    self.width = width
    self.height = height
    self.orientation = orientation
    self.date = date
    self.latitude = latitude
    self.longitude = longitude
    self.camera = camera
    self.recipe = recipe
  }
}

extension Media {
  /// Where it was taken.
  public var place: Place? {
    guard let latitude, let longitude else { return nil }
    return Place(latitude: latitude, longitude: longitude)
  }

  /// Whether its faces came without the file, which was never seen. Such a media is known by a hash of
  /// its path.
  public var isImported: Bool { recipe.isImported }

  /// Whether it is a video of which there are only pictures, its frames.
  public var isKnownByFrames: Bool { recipe == .frames }

  /// The hash of its content; `nil` where that was never seen.
  public var contentHash: String? { isKnownByFrames ? nil : sha256 }
}

extension Media: FetchableRecord, PersistableRecord {
  public static let databaseTableName = "media_item"

  /// The media of a row of its table.
  ///
  /// - Throws: `RowDecodingError` for a value that is none of those known.
  public init(row: Row) throws {
    self.init(
      sha256: row["sha256"], kind: try row.decode(forColumn: "kind"), format: row["format"],
      size: row["size"], width: row["width"], height: row["height"],
      orientation: row["orientation"], date: row["date"], latitude: row["latitude"],
      longitude: row["longitude"], camera: row["camera"],
      recipe: try row.decode(forColumn: "recipe"))
    id = row["id"]
  }

  /// The columns; the number is given by the table.
  public func encode(to container: inout PersistenceContainer) {
    container["sha256"] = sha256
    container["kind"] = kind
    container["format"] = format
    container["size"] = size
    container["width"] = width
    container["height"] = height
    container["orientation"] = orientation
    container["date"] = date
    container["latitude"] = latitude
    container["longitude"] = longitude
    container["camera"] = camera
    container["recipe"] = recipe
  }
}
