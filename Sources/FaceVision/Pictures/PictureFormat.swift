/// What a file holds, judged by its first bytes and never by its name.
public enum PictureFormat: String, Sendable, CaseIterable {
  case jpeg, png, webp, tiff, bmp, jpeg2000
  /// Still pictures that cannot be decoded here.
  case gif, heif, avif, psd
  /// Videos, told apart from pictures only.
  case video

  /// How many bytes `detect` looks at.
  public static let signatureLength = 32

  /// The format of a file that starts with `bytes`, or `nil` where it is no picture or video.
  public static func detect(_ bytes: some Collection<UInt8>) -> PictureFormat? {
    let head = Array(bytes.prefix(signatureLength))
    func has(_ signature: [UInt8], at offset: Int = 0) -> Bool {
      head.dropFirst(offset).starts(with: signature)
    }
    func has(_ signature: String, at offset: Int = 0) -> Bool {
      has(Array(signature.utf8), at: offset)
    }
    if has([0xFF, 0xD8, 0xFF]) { return .jpeg }
    if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
    if has("RIFF"), has("WEBP", at: 8) { return .webp }
    if has("II*\0") || has("MM\0*") { return .tiff }
    if has("BM"), head.count >= 18, has([0, 0, 0, 0], at: 6) { return .bmp }
    if has([0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20]) { return .jpeg2000 }
    if has("GIF8") { return .gif }
    if has("8BPS") { return .psd }
    if has("ftyp", at: 4) {
      let brand = String(decoding: head.dropFirst(8).prefix(4), as: UTF8.self)
      if ["heic", "heix", "heim", "heis", "hevc", "mif1", "msf1"].contains(brand) { return .heif }
      return brand.hasPrefix("avif") || brand.hasPrefix("avis") ? .avif : .video
    }
    if has("RIFF"), has("AVI ", at: 8) { return .video }
    if has([0x1A, 0x45, 0xDF, 0xA3]) { return .video }
    if has([0, 0, 1, 0xBA]) || has([0, 0, 1, 0xB3]) { return .video }
    return nil
  }

  /// File name endings that promise a picture; such a file is reported when it holds none.
  public static let pictureExtensions: Set<String> = [
    "jpg", "jpeg", "jpe", "jfif", "png", "webp", "tif", "tiff", "bmp", "jp2",
    "gif", "heic", "heif", "avif", "psd",
  ]

  /// File name endings that promise a video.
  public static let videoExtensions: Set<String> = [
    "mp4", "m4v", "mov", "qt", "3gp", "3g2", "f4v", "avi", "divx", "mkv", "webm", "ts", "mts",
    "m2ts",
    "m2t", "mpg", "mpeg", "mpe", "m2v", "vob", "flv", "ogv", "ogm", "wmv", "asf", "rm", "rmvb",
    "mxf",
    "dv", "wtv",
  ]

  /// Whether pictures of this format can be decoded.
  public var isDecodable: Bool {
    switch self {
    case .jpeg, .png, .webp, .tiff, .bmp, .jpeg2000: true
    case .gif, .heif, .avif, .psd, .video: false
    }
  }
}
