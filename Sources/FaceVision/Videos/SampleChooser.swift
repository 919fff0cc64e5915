import Domain

/// Decides which frames of a video are searched, seeing their brightness one after the other.
///
/// A scene begins where a frame differs much from the one before: the mean difference of brightness
/// that video tools call the scene score. Between changes of scene, a frame is due after a second;
/// but as long as nothing has moved since the last sample, only after five.
public struct SampleChooser: Sendable {
  /// The size at which brightness is compared.
  public static let width = 64
  /// The size at which brightness is compared.
  public static let height = 36

  /// Mean difference from the frame before, of 255, at which a scene begins.
  static let sceneScore = 0.1 * 255
  /// Difference of a single field from the last sample, of 255, at which something has moved.
  static let movement = 12
  /// Milliseconds.
  static let usual = 1000
  static let still = 5000
  /// Flashes are no scenes, however many there are.
  static let shortest = 200

  private let sampling: FrameSampling
  private var nextNumber = 0
  private var nextTime = 0
  private var before: [UInt8] = []
  private var sampled: [UInt8] = []
  private var lastTime: Int?
  private var isScenePending = false
  /// Whether it began after the video's start.
  private var isLater = false
  /// Whether the frame that was seen last looks like the last sample, as all between them do.
  public private(set) var isStill = false

  /// A chooser for a video from its start, or from a moment on, where it begins anew.
  ///
  /// - Parameter milliseconds: The moment.
  public init(_ sampling: FrameSampling, from milliseconds: Int = 0) {
    self.sampling = sampling
    // Of a stretch that began before, a frame was chosen there.
    if case .milliseconds(let step) = sampling {
      nextTime = (milliseconds + step - 1) / step * step
    }
    isLater = milliseconds > 0
  }

  /// A chooser that goes on after a frame that was a sample.
  public init(_ sampling: FrameSampling, after number: Int, at time: Int, brightness: [UInt8]) {
    self.init(sampling)
    take(number, time, brightness)
  }

  /// The first frame that may be a sample, by number and by time.
  public var next: (number: Int, milliseconds: Int) { (nextNumber, nextTime) }

  /// Whether the frame is a sample. Frames come in order, from `next` on.
  ///
  /// - Parameter brightness: Of the frame; `width` × `height` values, or none where the sampling does
  ///   not look at every frame.
  public mutating func isSample(number: Int, time: Int, brightness: [UInt8]) -> Bool {
    guard sampling.looksAtEveryFrame else {
      if isLater, lastTime == nil, case .frames(let step) = sampling, number % step != 0 {
        nextNumber = (number / step + 1) * step
        return false
      }
      take(number, time, brightness)
      return true
    }
    nextNumber = number + 1
    if !before.isEmpty, Self.difference(before, brightness) > Self.sceneScore {
      isScenePending = true
    }
    before = brightness
    guard let lastTime else {
      take(number, time, brightness)
      return true
    }
    let elapsed = time - lastTime
    isStill = isStill && !hasMoved(brightness)
    let isDue =
      isScenePending && elapsed >= Self.shortest
      || sampling == .auto && elapsed >= Self.usual
        && (elapsed >= Self.still || !isStill)
    if isDue { take(number, time, brightness) }
    return isDue
  }

  private mutating func take(_ number: Int, _ time: Int, _ brightness: [UInt8]) {
    switch sampling {
    case .frames(let step): nextNumber = (number / step + 1) * step
    case .milliseconds(let step):
      nextNumber = number + 1
      nextTime = (time / step + 1) * step
    case .scenes, .auto: nextNumber = number + 1
    }
    lastTime = time
    sampled = brightness
    before = brightness
    isScenePending = false
    isStill = true
  }

  /// How far apart samples usually are, in milliseconds.
  public static func step(_ sampling: FrameSampling, rate: Double?) -> Int {
    switch sampling {
    case .frames(let step): Int(Double(step) * 1000 / (rate ?? 25))
    case .milliseconds(let step): step
    case .scenes, .auto: usual
    }
  }

  private func hasMoved(_ brightness: [UInt8]) -> Bool {
    zip(sampled, brightness).contains { abs(Int($0) - Int($1)) >= Self.movement }
  }

  private static func difference(_ a: [UInt8], _ b: [UInt8]) -> Double {
    var sum = 0
    for i in 0..<min(a.count, b.count) { sum += abs(Int(a[i]) - Int(b[i])) }
    return Double(sum) / Double(max(1, a.count))
  }
}
