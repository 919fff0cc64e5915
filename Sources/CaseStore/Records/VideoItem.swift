/// What a case keeps of a video besides what it keeps of every media.
public struct VideoItem: Sendable, Equatable, Codable {
  /// Milliseconds; `nil` where nobody knows.
  public var duration: Int?
  /// Frames a second on average; `nil` where nobody knows.
  public var frameRate: Double?
  /// How its pictures are coded, such as "h264".
  public var codec: String
  /// How many frames were searched.
  public var samples: Int
  /// The milliseconds that usually lie between two frames that were searched.
  public var step: Int
  /// What of it could not be read, in words; `nil` where all could.
  public var partial: String?
  /// What a Live Photo's picture and clip have in common.
  public var contentIdentifier: String?

  /// A video with these values.
  public init(
    duration: Int?, frameRate: Double?, codec: String, samples: Int, step: Int,
    partial: String? = nil, contentIdentifier: String? = nil
  ) {
    self.duration = duration
    self.frameRate = frameRate
    self.codec = codec
    self.samples = samples
    self.step = step
    self.partial = partial
    self.contentIdentifier = contentIdentifier
  }
}

/// The frame of a video that a face is in.
public struct FaceFrame: Sendable, Equatable, Codable {
  /// Its number, counted from 0.
  public var number: Int
  /// Its size in pixels, upright; sizes may change within a video.
  public var width, height: Int
  /// The last moment, in milliseconds, at which the picture was still the same; its own time where
  /// that is not known.
  public var until: Int

  /// The frame with this number and size.
  public init(number: Int, width: Int, height: Int, until: Int) {
    self.number = number
    self.until = until
    self.width = width
    self.height = height
  }
}

/// A frame of a video that was searched.
public struct VideoSample: Sendable, Equatable, Codable {
  /// The frame.
  public var frame: FaceFrame
  /// Milliseconds from the start.
  public var time: Int
  /// The faces in it.
  public var faces: [NewFace]

  /// A sample at `time`.
  public init(frame: FaceFrame, time: Int, faces: [NewFace]) {
    self.frame = frame
    self.time = time
    self.faces = faces
  }
}
