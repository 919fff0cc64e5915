import CLibAV
import Files
import SystemPackage

/// A video that is read from its start to its end, decoding only what is asked for. An instance
/// belongs to one thread at a time.
///
/// Containers, codecs and pixel formats are those of libav; what a file is is judged by its content,
/// never by its name. Frames come upright and as 8-bit RGB, with the times at which players show them.
/// They are decoded in a process of its own, as pictures are; see `DecodingProcess`.
public final class Video {
  let handle: OpaquePointer
  let descriptor: FileDescriptor
  private var frame: Frame?
  /// Where the pictures begin on the container's clock, in microseconds.
  let origin: Int64

  /// What the header says.
  public let properties: Properties

  /// What the header of a video says.
  public struct Properties: Sendable, Equatable {
    /// Short names, such as "mp4" and "h264".
    public let container, codec: String
    /// Upright size in pixels. Single frames may have another.
    public let width, height: Int
    /// Frames a second on average; `nil` where nobody knows.
    public let rate: Double?
    /// Milliseconds; `nil` where nobody knows.
    public let duration: Int?
  }

  /// Opens a video file.
  ///
  /// - Parameters:
  ///   - path: The file. No other is opened, whatever this one names.
  ///   - threads: How many threads decode.
  /// - Throws: `FileError` where the file cannot be opened; `VisionError` where it holds no video
  ///   that can be decoded.
  public init(path: FilePath, threads: Int = 1) throws {
    do {
      descriptor = try FileDescriptor.open(
        path, .readOnly, options: [.closeOnExec, .nonBlocking])
    } catch let error as Errno { throw FileError(.open, displayName(path), error) }
    do {
      guard try descriptor.seek(offset: 0, from: .end) > 0 else {
        throw VisionError(.empty, "the file is empty")
      }
      handle = try Self.opened(descriptor, threads: threads)
    } catch {
      try? descriptor.close()
      throw error
    }
    let said = clibav_describe(handle)
    origin = said.origin
    properties = Properties(
      container: String(cString: said.container), codec: String(cString: said.codec),
      width: Int(said.width), height: Int(said.height), rate: said.rate > 0 ? said.rate : nil,
      duration: said.duration >= 0 ? Int(said.duration) : nil)
  }

  deinit {
    clibav_free(handle)
    try? descriptor.close()
  }

  /// How many bytes from a file's start tell whether it is a video.
  public static let signatureLength = 1 << 16

  /// The container that a file begins with, such as "mp4"; `nil` where it begins like no video.
  public static func container(_ head: [UInt8]) -> String? {
    clibav_container(head, head.count).map { String(cString: $0) }
  }

  /// Whether a picture file is one that moves: GIF, PNG or WebP with more than one frame.
  public static func isAnimated(_ bytes: [UInt8]) -> Bool {
    clibav_is_animated(bytes, bytes.count)
  }

  private static func opened(
    _ descriptor: FileDescriptor, threads: Int
  ) throws(VisionError) -> OpaquePointer {
    _ = DecodingProcess.servesVideos
    var status = CLIBAV_OK
    do {
      return try checked(.damaged) {
        clibav_open(descriptor.rawValue, Int32(threads), &status, $0)
      }
    } catch {
      throw VisionError(VisionError.Reason(status), error.message)
    }
  }

  /// One frame of a video.
  public struct Frame: Sendable, Equatable {
    /// Its number in the order of presentation, counted from 0.
    public let number: Int
    /// Its time from the start.
    public let milliseconds: Int
    /// Its size, upright.
    public let width, height: Int
  }

  /// Goes on to the first frame from `number` and from `milliseconds` on, or to the end: `nil`.
  ///
  /// - Complexity: O(bytes) for what lies between; only the pictures from the last keyframe before
  ///   the frame to the frame are decoded.
  public func next(from number: Int = 0, notBefore milliseconds: Int = 0) -> Frame? {
    var found = clibav_frame()
    guard clibav_next(handle, Int64(number), Int64(milliseconds), &found) else {
      frame = nil
      return nil
    }
    let frame = Frame(
      number: Int(found.number), milliseconds: Int(found.milliseconds), width: Int(found.width),
      height: Int(found.height))
    self.frame = frame
    return frame
  }

  /// The pixels of the current frame.
  ///
  /// - Throws: `VisionError` where pixels of its kind cannot be converted.
  public func picture() throws(VisionError) -> Picture {
    guard let frame else { throw VisionError(.internal, "there is no frame") }
    let size = frame.width * frame.height * 3
    var failure: VisionError?
    let pixels = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      do throws(VisionError) {
        try checked(.unsupported) { clibav_rgb(handle, buffer.baseAddress, $0) }
        count = size
      } catch { failure = error }
    }
    if let failure { throw failure }
    return Picture(width: frame.width, height: frame.height, pixels: pixels)
  }

  /// The brightness of the current frame averaged to `width` × `height`, row by row; not turned.
  ///
  /// - Throws: `VisionError` where pixels of its kind cannot be converted.
  public func brightness(width: Int, height: Int) throws(VisionError) -> [UInt8] {
    var gray = [UInt8](repeating: 0, count: width * height)
    try checked(.unsupported) {
      clibav_brightness(handle, &gray, Int32(width), Int32(height), $0)
    }
    return gray
  }

  /// What could not be read so far; complete after the last frame.
  public var health: VideoHealth {
    let state = clibav_check(handle)
    return VideoHealth(
      damagedFrames: Int(state.damaged_frames),
      damaged: UnsafeBufferPointer(start: state.damaged, count: state.damaged_count).map {
        Int($0.first)...max(Int($0.first), Int($0.last))
      },
      isCut: state.is_cut, end: Int(state.end), duration: properties.duration,
      message: String(cString: state.message))
  }

  /// What the container says under `key`.
  func tag(_ key: String) -> String? {
    clibav_tag(handle, key).map { String(cString: $0) }
  }
}

extension VisionError.Reason {
  init(_ status: clibav_status) {
    self =
      switch status {
      case CLIBAV_NOT_A_VIDEO: .notAVideo
      case CLIBAV_NO_PICTURES: .noPictures
      case CLIBAV_UNSUPPORTED: .unsupported
      case CLIBAV_TOO_LARGE: .tooLarge
      case CLIBAV_DAMAGED: .damaged
      default: .internal
      }
  }
}
