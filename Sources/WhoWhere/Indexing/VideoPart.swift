import CaseStore
import FaceVision

/// A stretch of a video that is searched by itself, so that one long video can be searched by many.
///
/// Borders lie at fixed times, and the choice of samples begins anew at each, so that the parts are the
/// same whoever searches them, and together the video.
struct VideoPart: Sendable, Equatable, Codable {
  /// How many milliseconds a part has.
  static let length = 600_000

  /// Where it begins, in milliseconds: a multiple of `length`.
  var from: Int
  /// Whether the video ends in it.
  var isLast: Bool
  /// The video as the part shows it: the size is that of its first frame that was searched.
  var media: Media
  /// What is kept of the video: `samples` are those of the part, and `partial` is nothing yet.
  var item: VideoItem
  /// What could not be read.
  var health: VideoHealth
  /// What was searched.
  var samples: [VideoSample]

  /// The video that `parts` are, in their order up to the last.
  ///
  /// - Throws: `VisionError` where none of them has a picture.
  static func joined(_ parts: [VideoPart]) throws -> IndexedMedia {
    let samples = parts.flatMap(\.samples)
    var health = parts[0].health
    for part in parts.dropFirst() { health.add(part.health) }
    guard let first = parts.first(where: { !$0.samples.isEmpty }) else {
      let said = health.message.isEmpty ? "" : ": \(health.message)"
      throw VisionError(.damaged, "no frame of the video can be decoded\(said)")
    }
    var item = first.item
    item.duration = item.duration ?? health.end
    item.samples = samples.count
    item.partial = health.explanation
    return IndexedMedia(
      first.media, faces: samples.flatMap(\.faces),
      video: IndexedVideo(
        item,
        frames: Dictionary(
          samples.map { ($0.time, $0.frame) }, uniquingKeysWith: { first, _ in first })),
      metadata: VideoMetadata.values(date: first.media.date, place: first.media.place))
  }
}

extension VideoHealth {
  /// Adds what could not be read of a later part.
  fileprivate mutating func add(_ later: VideoHealth) {
    damagedFrames += later.damagedFrames
    damaged += later.damaged.filter { !damaged.contains($0) }
    isCut = isCut || later.isCut
    end = max(end, later.end)
    if message.isEmpty { message = later.message }
  }
}
