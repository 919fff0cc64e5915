import Domain
import Foundation

/// What a video's container says of when, where and with what it was taken.
public struct VideoMetadata: Equatable, Sendable {
  /// When the recording began: UTC, ISO 8601 to the second.
  public var date: String?
  /// Where.
  public var place: Place?
  /// The camera's maker and model.
  public var camera: String?
  /// What a Live Photo's picture and clip have in common.
  public var contentIdentifier: String?

  /// What `video` says.
  public init(_ video: Video) { self.init(video.tag) }

  /// What the texts under the keys of libav say.
  package init(_ tag: (String) -> String?) {
    func first(_ keys: String...) -> String? {
      keys.lazy.compactMap(tag).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        .first { !$0.isEmpty }
    }
    // What Apple's cameras write survives editing; `creation_time` may be that of a copy.
    date =
      ["com.apple.quicktime.creationdate", "creation_time", "creationdate", "date", "DATE"]
      .lazy.compactMap(tag).compactMap(Self.date).first
    place =
      ["com.apple.quicktime.location.ISO6709", "location", "location-eng", "LOCATION"]
      .lazy.compactMap(tag).compactMap(Self.place).first
    let make = first("com.apple.quicktime.make", "com.android.manufacturer", "make")
    let model = first("com.apple.quicktime.model", "com.android.model", "model")
    camera =
      switch (make, model) {
      case (let make?, let model?) where !model.lowercased().hasPrefix(make.lowercased()):
        "\(make) \(model)"
      default: model ?? make
      }
    contentIdentifier = first("com.apple.quicktime.content.identifier")
  }

  /// A moment in ISO 8601 as UTC, to the second; `nil` for bare days and years, and for clocks that
  /// were never set.
  static func date(_ text: String) -> String? {
    guard
      let match = text.firstMatch(
        of:
          /^\s*(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.\d+)?\s*(?:Z|UTC|([+-])(\d\d):?(\d\d))?\s*$/
      )
    else { return nil }
    let numbers = [match.1, match.2, match.3, match.4, match.5, match.6].compactMap { Int($0) }
    guard numbers.count == 6, numbers[0] > 1970, (1...12).contains(numbers[1]),
      (1...31).contains(numbers[2]), numbers[3] < 24, numbers[4] < 60, numbers[5] <= 60
    else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = DateComponents(
      year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
      second: numbers[5])
    guard let local = calendar.date(from: parts) else { return nil }
    let hours = match.8.flatMap { Double($0) } ?? 0
    let minutes = match.9.flatMap { Double($0) } ?? 0
    let east = (hours * 3600 + minutes * 60) * (match.7 == "-" ? -1 : 1)
    return (local - east).formatted(.iso8601)
  }

  /// A point as ISO 6709 writes it, `+48.5000+009.5000/`, in degrees, or degrees and minutes, or
  /// these and seconds.
  static func place(_ text: String) -> Place? {
    guard let match = text.firstMatch(of: /([+-]\d+(?:\.\d+)?)([+-]\d+(?:\.\d+)?)/) else {
      return nil
    }
    func degrees(_ part: Substring, digits: Int) -> Double? {
      guard let value = Double(part) else { return nil }
      let whole = part.dropFirst().prefix { $0 != "." }.count
      let size = abs(value)
      let result: Double
      switch whole {
      case ...digits: result = size
      case digits + 2:
        result = (size / 100).rounded(.down) + size.truncatingRemainder(dividingBy: 100) / 60
      case digits + 4:
        let minutes = (size / 100).rounded(.down).truncatingRemainder(dividingBy: 100)
        result =
          (size / 10_000).rounded(.down) + minutes / 60
          + size.truncatingRemainder(dividingBy: 100) / 3600
      default: return nil
      }
      return value < 0 ? -result : result
    }
    guard let latitude = degrees(match.1, digits: 2), let longitude = degrees(match.2, digits: 3),
      abs(latitude) <= 90, abs(longitude) <= 180, latitude != 0 || longitude != 0
    else { return nil }
    return Place(latitude: latitude, longitude: longitude)
  }
}
