/// What of a video could not be read.
public struct VideoHealth: Sendable, Equatable, Codable {
  /// Frames that are broken and were passed over.
  public var damagedFrames: Int
  /// Where they are, in milliseconds; neighbors are joined.
  public var damaged: [ClosedRange<Int>]
  /// Whether the file ends before the video does.
  public var isCut: Bool
  /// The time of the last frame that was read, in milliseconds.
  public var end: Int
  /// What the header promises, in milliseconds.
  public var duration: Int?
  /// The first complaint of the decoder, or an empty text.
  public var message: String

  /// Whether a part of the video is missing.
  public var isPartial: Bool { isCut || damagedFrames > 0 }

  /// What is missing, for the person who owns the file; `nil` where nothing is.
  public var explanation: String? {
    guard isPartial else { return nil }
    var parts: [String] = []
    if damagedFrames > 0 {
      let shown = damaged.prefix(3).map {
        $0.lowerBound == $0.upperBound
          ? Self.seconds($0.lowerBound)
          : "\(Self.seconds($0.lowerBound)) to \(Self.seconds($0.upperBound))"
      }
      let more = damaged.count > 3 ? " and \(damaged.count - 3) more stretches" : ""
      parts.append(
        "\(damagedFrames) damaged \(damagedFrames == 1 ? "frame" : "frames") passed over, at "
          + shown.joined(separator: ", ") + more)
    }
    if isCut {
      let promised = duration.map { $0 > end ? " of \(Self.seconds($0))" : "" } ?? ""
      parts.append("the file ends after \(Self.seconds(end))\(promised)")
    }
    return "only a part can be read: " + parts.joined(separator: "; ")
  }

  private static func seconds(_ milliseconds: Int) -> String {
    let tenths = (milliseconds + 50) / 100
    return "\(tenths / 10).\(tenths % 10) s"
  }
}
