/// The name of a picture that is a frame of a video: `party.mp4___500.jpg`.
public struct FrameName: Hashable, Sendable {
  /// The video's file name.
  public var video: String
  /// The frame's number, counted from 0.
  public var number: Int

  /// The name of frame `number`.
  public init(video: String, number: Int) {
    self.video = video
    self.number = number
  }

  /// How the names of videos end that such pictures come from.
  private static let endings = [
    "mp4", "m4v", "mov", "qt", "3gp", "3g2", "f4v", "avi", "divx", "mkv", "webm", "ts", "mts",
    "m2ts", "m2t", "mpg", "mpeg", "mpe", "m2v", "vob", "flv", "ogv", "ogm", "wmv", "asf", "rm",
    "rmvb", "mxf", "dv", "wtv", "gif", "webp",
  ]

  /// The frame that a picture's file name tells of; `nil` where it tells of none. Two or three
  /// underscores before the number are accepted.
  public init?(fileName: String) {
    guard
      let match = fileName.wholeMatch(
        of:
          /(?<video>.+?\.(?<ending>[A-Za-z0-9]{2,5}))_{2,3}(?<number>\d{1,12})\.(?i:jpe?g|png|webp|bmp|tiff?)/
      ),
      Self.endings.contains(match.ending.lowercased()), let number = Int(match.number)
    else { return nil }
    video = String(match.video)
    self.number = number
  }

  /// When frame `number` is shown, in milliseconds, where the rate is known. Where it is not, a number
  /// below 0 that tells frames apart: see ``number(ofUnknownMoment:)``.
  public static func time(of number: Int, rate: Double?) -> Int {
    guard let rate, rate > 0 else { return -1 - number }
    return Int((Double(number) * 1000 / rate).rounded())
  }

  /// The frame's number where `time` is a moment that nobody knows; `nil` where it is known.
  public static func number(ofUnknownMoment time: Int) -> Int? { time < 0 ? -1 - time : nil }

  /// The file name, with the ending of JPEG files.
  public var fileName: String { "\(video)___\(number).jpg" }
}
