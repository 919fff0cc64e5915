/// What a file holds, judged by its content and never by its name.
public enum PictureFormat: String, Sendable, CaseIterable {
  case jpeg, png, webp, tiff, bmp, jpeg2000, heif, avif, gif, jxl, pnm, tga, psd
  /// What a camera writes of its sensor. Most of its kinds are TIFF files at first sight, and told
  /// apart when they are decoded.
  case raw
  /// Videos, told apart from pictures only.
  case video

  /// How many bytes `detect` looks at, but for TGA, which has no signature at its start.
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
    // Canon, Olympus, Panasonic, Fujifilm, Sigma, Minolta, and Canon's first.
    if has("II*\0"), has("CR", at: 8) { return .raw }
    if ["IIRO", "IIRS", "MMOR", "IIU\0", "FUJIFILMCCD-RAW", "FOVb", "\0MRM"].contains(where: {
      has($0)
    }) || has("HEAPCCDR", at: 6) {
      return .raw
    }
    // BigTIFF too.
    if has("II*\0") || has("MM\0*") || has("II+\0") || has("MM\0+") { return .tiff }
    if has("BM"), head.count >= 18, has([0, 0, 0, 0], at: 6) { return .bmp }
    if has([0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20]) || has([0xFF, 0x4F, 0xFF, 0x51]) {
      return .jpeg2000
    }
    if has([0, 0, 0, 0x0C, 0x4A, 0x58, 0x4C, 0x20, 0x0D, 0x0A, 0x87, 0x0A]) || has([0xFF, 0x0A]) {
      return .jxl
    }
    if has("GIF8") { return .gif }
    if has("8BPS") { return .psd }
    if isPNM(head) { return .pnm }
    if has("ftyp", at: 4) {
      let brand = String(decoding: head.dropFirst(8).prefix(4), as: UTF8.self)
      switch brand {
      case "heic", "heix", "heim", "heis", "hevc", "mif1", "msf1", "miaf": return .heif
      case "avif", "avis": return .avif
      case "crx ": return .raw
      default: return .video
      }
    }
    if has("RIFF"), has("AVI ", at: 8) { return .video }
    if has([0x1A, 0x45, 0xDF, 0xA3]) { return .video }
    if has([0, 0, 1, 0xBA]) || has([0, 0, 1, 0xB3]) { return .video }
    return isTGA(head, size: bytes.count) ? .tga : nil
  }

  /// "P1" to "P7", white space, and a number, a word of PAM's header or a comment.
  private static func isPNM(_ head: [UInt8]) -> Bool {
    guard head.count > 8, head[0] == UInt8(ascii: "P"), (0x31...0x37).contains(head[1]) else {
      return false
    }
    let isSpace = { (byte: UInt8) in [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
    guard isSpace(head[2]), let next = head[3...].first(where: { !isSpace($0) }) else {
      return false
    }
    return (0x30...0x39).contains(next) || next == UInt8(ascii: "#")
      || (head[1] == 0x37 && next == UInt8(ascii: "W"))
  }

  /// A header all of whose fields make sense, in a file that may hold the picture.
  private static func isTGA(_ head: [UInt8], size: Int) -> Bool {
    guard size > signatureLength, head.count > 18 else { return false }
    let (map, kind, depth) = (head[1], head[2], head[16])
    let width = Int(head[12]) | Int(head[13]) << 8
    let height = Int(head[14]) | Int(head[15]) << 8
    let isMapped = kind == 1 || kind == 9
    guard [1, 2, 3, 9, 10, 11].contains(kind), map == (isMapped ? 1 : 0) || (map == 1 && !isMapped),
      isMapped || kind == 3 || kind == 11
        ? [8, 16].contains(depth) : [15, 16, 24, 32].contains(depth),
      width > 0, height > 0, head[17] & 0xC0 == 0
    else { return false }
    return kind >= 9 ? size > 18 + height : size >= 18 + width * height * Int(depth + 7) / 8 / 2
  }

  /// File name endings that promise a picture; such a file is reported when it holds none.
  public static let pictureExtensions: Set<String> = [
    "jpg", "jpeg", "jpe", "jfif", "mpo", "png", "apng", "webp", "tif", "tiff", "btf", "bmp", "dib",
    "jp2", "j2k", "j2c", "jpc", "jpf", "jpx", "gif", "heic", "heif", "hif", "avif", "jxl",
    "ppm", "pgm", "pbm", "pnm", "pam", "tga", "psd",
    "dng", "nef", "nrw", "cr2", "cr3", "crw", "arw", "sr2", "srf", "raf", "orf", "rw2", "pef",
    "srw", "x3f", "mrw", "3fr", "iiq", "erf", "kdc", "dcr", "mos", "rwl",
  ]

  /// File name endings that promise a video.
  public static let videoExtensions: Set<String> = [
    "mp4", "m4v", "mov", "qt", "3gp", "3g2", "f4v", "avi", "divx", "mkv", "webm", "ts", "mts",
    "m2ts",
    "m2t", "mpg", "mpeg", "mpe", "m2v", "vob", "flv", "ogv", "ogm", "wmv", "asf", "rm", "rmvb",
    "mxf",
    "dv", "wtv",
  ]

  /// Whether pictures can be written in this format.
  public var isEncodable: Bool {
    switch self {
    case .jpeg, .png, .webp, .tiff, .bmp: true
    default: false
    }
  }
}
