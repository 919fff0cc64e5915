/// Why a picture, video or model could not be used, in words for the person who owns the file.
public struct VisionError: Error, CustomStringConvertible, Equatable, Sendable {
  /// The kind of trouble, for counting failures by reason.
  public enum Reason: String, Sendable {
    /// The file has no bytes.
    case empty
    /// The content is no picture or video at all, whatever the name says.
    case notAPicture = "not-a-picture"
    /// The content is no video, though something promised one.
    case notAVideo = "not-a-video"
    /// A video file with sound, subtitles or a cover alone.
    case noPictures = "no-pictures"
    /// The content is a picture of a kind that cannot be decoded here.
    case unsupported
    /// The content starts as a picture and is cut off or broken.
    case damaged
    /// The picture has more pixels than are decoded.
    case tooLarge = "too-large"
    /// A model file is missing, altered or unreadable.
    case model
    /// A library failed in a way that should not happen.
    case `internal`
  }

  /// The kind of trouble.
  public let reason: Reason
  /// What happened.
  public let message: String

  /// An error for `reason`, explained by `message`.
  public init(_ reason: Reason, _ message: String) {
    self.reason = reason
    self.message = message
  }

  /// What happened.
  public var description: String { message }
}

/// Calls a C function that reports failure as `nil` and a text, and throws that text instead.
func checked<Result>(
  _ reason: VisionError.Reason, _ call: (UnsafeMutablePointer<CChar>) -> Result?
) throws(VisionError) -> Result {
  let size = 512
  let text = UnsafeMutablePointer<CChar>.allocate(capacity: size)
  defer { text.deallocate() }
  text.initialize(repeating: 0, count: size)
  guard let result = call(text) else { throw VisionError(reason, String(cString: text)) }
  return result
}

/// The same for C functions that report success as a Boolean.
func checked(
  _ reason: VisionError.Reason, _ call: (UnsafeMutablePointer<CChar>) -> Bool
) throws(VisionError) {
  try checked(reason) { call($0) ? () : nil } as Void
}
