import CDecoding
import Domain

/// A picture file, decoded: its pixels with what the file says of them.
public struct DecodedPicture: Sendable {
  /// What the file is.
  public let format: PictureFormat
  /// The pixels as they are stored; `Picture.upright` turns them as the metadata say.
  public let picture: Picture
  /// Columns of the stored picture, before any reduction.
  public let storedWidth: Int
  /// Rows of the stored picture, before any reduction.
  public let storedHeight: Int
  /// When, where, with what, and how the pixels must be turned.
  public var metadata: PictureMetadata { embedded.picture }
  /// All that the file says of itself.
  public let embedded: EmbeddedMetadata
  /// How many pictures the file holds: pages or frames. The first is decoded.
  public let pictureCount: Int

  /// Decodes a picture file in a process of its own.
  ///
  /// JPEG, PNG, TIFF (BigTIFF too), WebP, BMP, JPEG 2000, HEIC, AVIF, GIF, JPEG XL, PNM, TGA, PSD,
  /// and cameras' raw files. A file is whole when its decoder has all pixels: what follows them, and
  /// end markers, do not count. Raw files are read by the camera's own preview where it has all
  /// pixels, else developed; never by a thumbnail.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - reduction: How much smaller the picture is wanted.
  ///   - largest: The most pixels that are decoded; larger pictures are refused before memory is
  ///     taken for them.
  /// - Throws: `VisionError`, also where a part of the picture is missing, and where its decoder
  ///   crashes, or takes longer than a minute.
  public init(
    decoding bytes: [UInt8], reducedBy reduction: Reduction = .none,
    largest: Int = Picture.largestPixelCount
  ) throws(VisionError) {
    let format = try PictureFormat(ofFile: bytes)
    var request = cdecoding_request()
    request.task = CDECODING_DECODE
    request.format = format.decoder
    request.reduction = Int32(reduction.rawValue)
    request.largest_pixel_count = Int64(largest)
    self = try DecodingProcess.ask(request, bytes: bytes) { reply, output in
      let (width, height) = (Int(reply.width), Int(reply.height))
      guard let picture = Picture(width: width, height: height, copying: { output.copy(0, $0, $1) })
      else {
        return nil
      }
      return DecodedPicture(
        format: format, picture: picture, storedWidth: Int(reply.stored_width),
        storedHeight: Int(reply.stored_height),
        embedded: EmbeddedMetadata(
          &reply.metadata, output.fields, storedWidth: Int(reply.stored_width),
          storedHeight: Int(reply.stored_height)),
        pictureCount: format == .jpeg
          ? MultiPictureFormat.viewCount(inJPEG: bytes) : Int(reply.picture_count))
    }
  }

  private init(
    format: PictureFormat, picture: Picture, storedWidth: Int, storedHeight: Int,
    embedded: EmbeddedMetadata, pictureCount: Int
  ) {
    self.format = format
    self.picture = picture
    self.storedWidth = storedWidth
    self.storedHeight = storedHeight
    self.embedded = embedded
    self.pictureCount = pictureCount
  }
}

extension Picture {
  /// The largest picture that is decoded unless more is allowed, in pixels: a small file can unpack
  /// to more than the memory holds.
  public static let largestPixelCount = 200_000_000

  /// Decodes a picture file as its pixels are stored; see `DecodedPicture`, and `upright` for
  /// turning it.
  ///
  /// - Throws: `VisionError`, also where a part of the picture is missing.
  public init(
    decoding bytes: [UInt8], reducedBy reduction: Reduction = .none
  ) throws(VisionError) {
    self = try DecodedPicture(decoding: bytes, reducedBy: reduction).picture
  }

  /// Decodes parts of a picture file, at full size and as its pixels are stored.
  ///
  /// Cheaper than the whole picture: of a JPEG file only the rows that the parts need are
  /// transformed.
  ///
  /// - Parameters:
  ///   - boxes: The parts, in stored pixels; what lies outside the picture is cut off.
  ///   - bytes: The whole file.
  ///   - largest: The most pixels that are decoded.
  /// - Returns: A picture for each box; one without pixels for a box outside.
  /// - Throws: `VisionError`. What is missing below the lowest box is not noticed.
  public static func parts(
    _ boxes: [FaceBox], of bytes: [UInt8], largest: Int = largestPixelCount
  ) throws(VisionError) -> [Picture] {
    guard !boxes.isEmpty else { return [] }
    var request = cdecoding_request()
    request.task = CDECODING_DECODE
    request.format = try PictureFormat(ofFile: bytes).decoder
    request.reduction = 1
    request.largest_pixel_count = Int64(largest)
    let regions = boxes.map { box in
      cdecoding_region(
        left: Int32(clamping: box.left), top: Int32(clamping: box.top),
        right: Int32(clamping: box.right), bottom: Int32(clamping: box.bottom))
    }
    return try DecodingProcess.ask(request, bytes: bytes, regions: regions) { reply, output in
      var offset = 0
      var parts: [Picture] = []
      for box in boxes {
        let box = box.clipped(width: Int(reply.stored_width), height: Int(reply.stored_height))
        guard
          let part = Picture(
            width: box.width, height: box.height, copying: { output.copy(offset, $0, $1) })
        else { return nil }
        offset += part.pixels.count
        parts.append(part)
      }
      return parts
    }
  }

  /// A picture whose pixels `copy` fills in; `nil` where it fails.
  fileprivate init?(
    width: Int, height: Int, copying copy: (UnsafeMutablePointer<UInt8>, Int) -> Bool
  ) {
    let size = width * height * 3
    var isCopied = true
    let pixels = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      if let start = buffer.baseAddress, size > 0 { isCopied = copy(start, size) }
      count = isCopied ? size : 0
    }
    guard isCopied else { return nil }
    self.init(width: width, height: height, pixels: pixels)
  }
}

extension FaceBox {
  /// The part of the box inside a picture of this size; empty where they do not meet.
  fileprivate func clipped(width: Int, height: Int) -> FaceBox {
    let (left, top) = (max(0, left), max(0, top))
    let (right, bottom) = (min(width, right), min(height, bottom))
    guard left < right, top < bottom else { return .nowhere }
    return FaceBox(top: top, right: right, bottom: bottom, left: left)
  }
}

extension PictureFormat {
  /// The format of a file that can be decoded.
  init(ofFile bytes: [UInt8]) throws(VisionError) {
    guard !bytes.isEmpty else { throw VisionError(.empty, "the file is empty") }
    guard let format = PictureFormat.detect(bytes), format != .video else {
      throw VisionError(.notAPicture, "the content is not a picture")
    }
    self = format
  }

  /// What decodes it.
  var decoder: cdecoding_format {
    switch self {
    case .jpeg: CDECODING_JPEG
    case .png: CDECODING_PNG
    case .webp: CDECODING_WEBP
    case .tiff: CDECODING_TIFF
    case .bmp: CDECODING_BMP
    case .jpeg2000: CDECODING_JPEG2000
    case .heif, .avif: CDECODING_HEIF
    case .raw: CDECODING_RAW
    case .gif: CDECODING_GIF
    case .jxl: CDECODING_JXL
    case .pnm: CDECODING_PNM
    case .tga: CDECODING_TGA
    case .psd, .video: CDECODING_PSD
    }
  }
}
