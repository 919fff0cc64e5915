import CExiv2
import Foundation

/// What a picture file says of itself: when, where and with what it was taken.
public struct PictureMetadata: Equatable, Sendable {
  /// How the stored pixels must be turned.
  public var orientation: Orientation
  /// The moment of the shot, UTC, ISO 8601 to the second. Cameras that do not record their offset
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
    self.init()
    var raw = cexiv2_metadata()
    do {
      try checked(.damaged) { cexiv2_read(bytes, bytes.count, &raw, $0) } as Void
    } catch {
      return
    }
    orientation = Orientation(rawValue: Int(raw.orientation)) ?? .upright
    date = Self.timestamp(exif: text(&raw.date), offset: text(&raw.offset))
    if raw.has_position {
      position = Position(latitude: raw.latitude, longitude: raw.longitude)
    }
    let model = text(&raw.camera).trimmingCharacters(in: .whitespacesAndNewlines)
    camera = model.isEmpty ? nil : model
  }

  /// Writes the metadata into a picture file.
  ///
  /// - Throws: `VisionError` where the file's format holds no EXIF.
  public func written(into bytes: [UInt8]) throws(VisionError) -> [UInt8] {
    var raw = cexiv2_metadata()
    raw.orientation = Int32(orientation.rawValue)
    if let date {
      set(&raw.date, date.prefix(19).replacing("-", with: ":").replacing("T", with: " "))
      set(&raw.offset, "+00:00")
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

  /// "YYYY:MM:DD HH:MM:SS" and "+HH:MM" as UTC in ISO 8601; `nil` for what is no date.
  static func timestamp(exif: String, offset: String) -> String? {
    let parts = exif.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
    guard parts.count >= 6, (1...12).contains(parts[1]), (1...31).contains(parts[2]),
      (0...23).contains(parts[3]), (0...59).contains(parts[4]), (0...60).contains(parts[5]),
      (1826...9999).contains(parts[0])
    else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let components = DateComponents(
      year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4],
      second: parts[5])
    guard let local = calendar.date(from: components) else { return nil }
    return (local - secondsEast(offset)).formatted(.iso8601)
  }

  /// The seconds of "+HH:MM" or "-HH:MM"; 0 for anything else.
  private static func secondsEast(_ offset: String) -> TimeInterval {
    let digits = offset.dropFirst().split(separator: ":").compactMap { Int($0) }
    guard digits.count == 2, let sign = offset.first, sign == "+" || sign == "-" else { return 0 }
    return Double(digits[0] * 3600 + digits[1] * 60) * (sign == "-" ? -1 : 1)
  }
}

/// The text in a fixed C array.
private func text<Tuple>(_ tuple: inout Tuple) -> String {
  withUnsafeBytes(of: &tuple) { bytes in
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}

/// Copies `value` into a fixed C array, cut where it does not fit.
private func set<Tuple>(_ tuple: inout Tuple, _ value: some StringProtocol) {
  withUnsafeMutableBytes(of: &tuple) { bytes in
    bytes.copyBytes(from: Array(value.utf8.prefix(bytes.count - 1)))
  }
}
