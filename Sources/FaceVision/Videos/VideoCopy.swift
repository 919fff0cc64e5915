import CLibAV
import SystemPackage

/// A copy of a video with other pictures, of the same family of codecs; the sound is taken over as it
/// is. An instance belongs to one thread at a time.
public final class VideoCopy {
  private let handle: OpaquePointer
  private let width, height: Int

  /// The kinds of containers that are written.
  public enum Container: String, Sendable {
    case mp4, mov, matroska, webm, avi

    /// The container that files with this ending are; `nil` for others.
    public init?(ending: String) {
      switch ending.lowercased() {
      case "mp4", "m4v": self = .mp4
      case "mov", "qt": self = .mov
      case "mkv": self = .matroska
      case "webm": self = .webm
      case "avi": self = .avi
      default: return nil
      }
    }
  }

  /// Begins a copy of `video`.
  ///
  /// - Parameters:
  ///   - video: What is copied.
  ///   - descriptor: The file to write, which can be sought in and stays open.
  ///   - container: Of the copy.
  ///   - width: Of the pictures; an odd column is lost.
  ///   - height: Of the pictures; an odd row is lost.
  ///   - threads: How many threads encode.
  /// - Throws: `VisionError`: unsupported where the container cannot hold the sound.
  public init(
    of video: Video, to descriptor: Int32, as container: Container, width: Int,
    height: Int, threads: Int
  ) throws {
    self.width = width
    self.height = height
    var status = CLIBAV_OK
    do throws(VisionError) {
      handle = try checked(.internal) {
        clibav_copy_begin(
          video.properties.codec, video.properties.rate ?? 0, video.origin,
          video.descriptor.rawValue, descriptor, container.rawValue, Int32(width), Int32(height),
          Int32(threads), &status, $0)
      }
    } catch { throw VisionError(VisionError.Reason(status), error.message) }
  }

  deinit { clibav_copy_free(handle) }

  /// Adds a picture of the copy's size at a time from the start; times rise.
  ///
  /// - Throws: `VisionError` where it cannot be encoded or written.
  public func append(_ picture: Picture, at milliseconds: Int) throws(VisionError) {
    precondition(picture.width == width && picture.height == height, "pictures of one size")
    try checked(.internal) {
      clibav_copy_write(handle, picture.pixels, Int64(milliseconds), $0)
    } as Void
  }

  /// Writes what is left of pictures and sound.
  ///
  /// - Throws: `VisionError` where it cannot be encoded or written.
  public func finish() throws(VisionError) {
    try checked(.internal) { clibav_copy_finish(handle, $0) } as Void
  }
}
