import CDecoding
import CExiv2
import Foundation

/// What a picture file says of itself: when, where and with what it was taken.
public struct PictureMetadata: Equatable, Sendable {
  /// How the stored pixels must be turned.
  public var orientation: Orientation
  /// The moment of the shot, UTC, ISO 8601 to the second: the first valid one of when the picture was
  /// taken, digitized and changed. Cameras that do not record their offset
  /// from UTC are taken at their word, as if their clock showed UTC.
  public var date: String?
  /// Where it was taken.
  public var position: Position?
  /// The camera's model.
  public var camera: String?

  /// A point on the earth, WGS 84 degrees; north and east are positive.
  public struct Position: Equatable, Sendable {
    /// −90…90.
    public var latitude: Double
    /// −180…180.
    public var longitude: Double

    /// The point at these degrees.
    public init(latitude: Double, longitude: Double) {
      self.latitude = latitude
      self.longitude = longitude
    }
  }

  /// Metadata with these values.
  public init(
    orientation: Orientation = .upright, date: String? = nil, position: Position? = nil,
    camera: String? = nil
  ) {
    self.orientation = orientation
    self.date = date
    self.position = position
    self.camera = camera
  }

  /// Reads the EXIF metadata of a picture file. A file without any, or with metadata that cannot be
  /// read, has default values: a picture is worth looking at even when its metadata is broken.
  public init(reading bytes: [UInt8]) {
    self = (try? EmbeddedMetadata(reading: bytes))?.picture ?? PictureMetadata()
  }

  /// What exiv2 read.
  init(_ raw: inout cexiv2_metadata) {
    self.init(orientation: Orientation(rawValue: Int(raw.orientation)) ?? .upright)
    date =
      EXIFDate(string(&raw.dates.0), offset: string(&raw.offsets.0))?.utc
      ?? EXIFDate(string(&raw.dates.1), offset: string(&raw.offsets.1))?.utc
      ?? EXIFDate(string(&raw.dates.2), offset: string(&raw.offsets.2))?.utc
    if raw.has_position {
      position = Position(latitude: raw.latitude, longitude: raw.longitude)
    }
    let model = string(&raw.camera).trimmingCharacters(in: .whitespacesAndNewlines)
    camera = model.isEmpty ? nil : model
  }

  /// Writes the metadata into a picture file.
  ///
  /// - Throws: `VisionError` where the file's format holds no EXIF.
  public func written(into bytes: [UInt8]) throws(VisionError) -> [UInt8] {
    var raw = cexiv2_metadata()
    raw.orientation = Int32(orientation.rawValue)
    if let date {
      set(&raw.dates.0, date.prefix(19).replacing("-", with: ":").replacing("T", with: " "))
      set(&raw.offsets.0, "+00:00")
    }
    if let position {
      raw.has_position = true
      raw.latitude = position.latitude
      raw.longitude = position.longitude
    }
    if let camera { set(&raw.camera, camera) }
    var out: UnsafeMutablePointer<UInt8>?
    var count = 0
    try checked(.unsupported) { cexiv2_write(bytes, bytes.count, &raw, &out, &count, $0) } as Void
    defer { free(out) }
    return Array(UnsafeBufferPointer(start: out, count: count))
  }
}

extension PictureMetadata {
  /// A copy of a picture with the original's metadata: EXIF, IPTC, XMP and, for RGB, the color
  /// profile. What told of the original's pixels is left out: its orientation, since the copy is
  /// upright, thumbnails, and regions.
  ///
  /// - Parameters:
  ///   - original: The original file.
  ///   - copy: The file that gets them, JPEG, PNG, WebP or TIFF.
  /// - Throws: `VisionError` where one of the files holds no metadata that can be read or written.
  public static func transferred(
    from original: [UInt8], to copy: [UInt8]
  ) throws(VisionError) -> [UInt8] {
    var request = cdecoding_request()
    request.task = CDECODING_TRANSFER
    request.format = try PictureFormat(ofFile: original).decoder
    request.largest_pixel_count = Int64(Picture.largestPixelCount)
    return try DecodingProcess.ask(request, bytes: original, second: copy) { reply, output in
      var isRead = false
      let bytes = [UInt8](unsafeUninitializedCapacity: Int(reply.count)) { buffer, count in
        isRead = buffer.baseAddress.map { output.copy(0, $0, Int(reply.count)) } ?? false
        count = isRead ? Int(reply.count) : 0
      }
      return isRead ? bytes : nil
    }
  }
}

/// Copies `value` into a fixed C array, cut where it does not fit.
private func set<Tuple>(_ tuple: inout Tuple, _ value: some StringProtocol) {
  withUnsafeMutableBytes(of: &tuple) { bytes in
    bytes.copyBytes(from: Array(value.utf8.prefix(bytes.count - 1)))
  }
}
