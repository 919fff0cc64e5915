/// Where a value of a photo's or video's metadata comes from, in the order of trust: what stands first
/// is believed where two say different things.
///
/// The order is fixed, and this is its one place. It goes from what the user says of the case, over
/// what the device wrote into the file, to what programs and platforms wrote later, and to what
/// names suggest.
public enum MetadataSource: String, Sendable, CaseIterable, Codable {
  /// The user's own table; see `wwww metadata import`.
  case csv
  /// EXIF in the file: when the picture was taken or digitized, and where.
  case exif
  /// A video's container.
  case video
  /// IPTC in the file.
  case iptc
  /// XMP in the file.
  case xmp
  /// XMP in a file beside it.
  case sidecar
  /// The JSON that Google Takeout puts beside a file.
  case takeout
  /// What Apple's exports say: `Photo Details.csv`, or JSON as exiftool and osxphotos write it.
  case apple
  /// What instaloader leaves beside a file.
  case instaloader
  /// EXIF in the file: when it was last changed, which may be long after.
  case changed
  /// The file's name.
  case fileName = "file-name"
  /// The name of a folder that it lies in.
  case folderName = "folder-name"

  /// 0 for the most trusted.
  public var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
