import COpenCV
import SystemPackage

/// A video that is read from its start to its end. An instance belongs to one thread at a time.
public final class Video {
  private let handle: OpaquePointer

  /// Opens a video file.
  ///
  /// - Throws: `VisionError` where the file holds no video that can be decoded.
  public init(path: FilePath) throws(VisionError) {
    handle = try checked(.damaged) { error in
      path.withPlatformString { copencv_video_open($0, error) }
    }
  }

  deinit { copencv_video_free(handle) }

  /// One picture of a video.
  public struct Frame: Sendable {
    /// Its number, counted from 0.
    public let number: Int
    /// Its time from the start, in milliseconds.
    public let milliseconds: Int
    /// The picture.
    public let picture: Picture
  }

  private var next = 0

  /// The next frame whose number is a multiple of `step`, or `nil` at the end.
  public func nextFrame(every step: Int) -> Frame? {
    while next % step != 0 {
      guard copencv_video_skip(handle) else { return nil }
      next += 1
    }
    var time = 0.0
    guard let image = copencv_video_read(handle, &time) else { return nil }
    defer { next += 1 }
    return Frame(number: next, milliseconds: Int(time.rounded()), picture: Picture(taking: image))
  }
}
