import CDecoding
import CExiv2
import Domain

/// All that a picture file, or a sidecar, says of the picture.
public struct EmbeddedMetadata: Sendable {
  /// When, where, with what, and how the stored pixels must be turned.
  public let picture: PictureMetadata
  /// Every value with the field that it comes from.
  public let values: [MetadataValue]
  /// What is damaged or was left out; `nil` where nothing is.
  public let problem: String?

  /// What exiv2 read of a picture file.
  init(
    _ raw: inout cexiv2_metadata, _ fields: MetadataFields, storedWidth: Int, storedHeight: Int
  ) {
    picture = PictureMetadata(&raw)
    problem = fields.problem
    let stored = StoredPicture(
      width: storedWidth, height: storedHeight, orientation: picture.orientation.rawValue)
    let dates = [
      (string(&raw.dates.0), string(&raw.offsets.0), MetadataSource.exif, "DateTimeOriginal"),
      (string(&raw.dates.1), string(&raw.offsets.1), .exif, "DateTimeDigitized"),
      (string(&raw.dates.2), string(&raw.offsets.2), .changed, "DateTime"),
    ].compactMap { text, offset, source, field in
      EXIFDate(text, offset: offset).flatMap {
        MetadataValue(.date, $0.utc, source, "EXIF \(field)")
      }
    }
    let position = picture.position.flatMap {
      MetadataValue(
        latitude: $0.latitude, longitude: $0.longitude, .exif, "EXIF GPSLatitude")
    }
    values =
      dates + [position].compactMap { $0 }
      + fields.values(of: storedWidth > 0 ? stored : nil, xmp: .xmp)
  }

  /// Reads the metadata of a picture file without its pixels.
  ///
  /// - Parameter size: Columns and rows as they are stored, where they are known; without them
  ///   regions have no boxes.
  /// - Throws: `VisionError` where the content is no picture, or its reader dies of it.
  public init(reading bytes: [UInt8], storedSize size: (width: Int, height: Int) = (0, 0))
    throws(VisionError)
  {
    var request = cdecoding_request()
    request.task = CDECODING_METADATA
    request.format = try PictureFormat(ofFile: bytes).decoder
    request.largest_pixel_count = Int64(Picture.largestPixelCount)
    self = try DecodingProcess.ask(request, bytes: bytes) { reply, output in
      EmbeddedMetadata(
        &reply.metadata, output.fields, storedWidth: size.width, storedHeight: size.height)
    }
  }

  /// Reads an XMP sidecar.
  ///
  /// - Parameters:
  ///   - bytes: The sidecar.
  ///   - name: What it is called in `MetadataValue.origin`.
  ///   - picture: The picture it belongs to; `nil` for a video.
  /// - Throws: `VisionError` where its reader dies of it.
  package init(sidecar bytes: [UInt8], called name: String, of picture: StoredPicture?)
    throws(VisionError)
  {
    var request = cdecoding_request()
    request.task = CDECODING_METADATA
    request.format = CDECODING_XMP
    request.largest_pixel_count = Int64(Picture.largestPixelCount)
    let fields = try DecodingProcess.ask(request, bytes: bytes) { _, output in output.fields }
    self.picture = PictureMetadata()
    problem = fields.problem
    values = fields.values(of: picture, xmp: .sidecar, file: name)
  }
}
