/// Which frames of a video are looked at.
///
/// As text: `500` (frames), `2s` or `500ms` (time), `scenes`, `auto`.
public enum FrameSampling: Hashable, Sendable {
  /// Every so-many-th frame, from the first on.
  case frames(Int)
  /// The first frame of every stretch of so many milliseconds.
  case milliseconds(Int)
  /// The first frame of every scene.
  case scenes
  /// About one frame a second and the first of every scene; fewer where nothing moves.
  case auto

  /// Whether it has to see every frame to decide.
  public var looksAtEveryFrame: Bool { self == .scenes || self == .auto }
}

extension FrameSampling: LosslessStringConvertible {
  /// The sampling as people write it.
  public var description: String {
    switch self {
    case .frames(let step): "\(step)"
    case .milliseconds(let step) where step % 1000 == 0: "\(step / 1000)s"
    case .milliseconds(let step): "\(step)ms"
    case .scenes: "scenes"
    case .auto: "auto"
    }
  }

  /// The sampling that `text` writes; `nil` where it is none.
  public init?(_ text: String) {
    if text == "scenes" {
      self = .scenes
    } else if text == "auto" {
      self = .auto
    } else if let frames = Int(text) {
      guard frames >= 1 else { return nil }
      self = .frames(frames)
    } else {
      guard let milliseconds = Milliseconds(text), milliseconds.count >= 1 else { return nil }
      self = .milliseconds(milliseconds.count)
    }
  }
}

/// A length of time as people write it: `10s`, `1.5s`, `500ms`, `2min`.
public struct Milliseconds: Hashable, Sendable, LosslessStringConvertible {
  /// How many.
  public var count: Int

  /// So many milliseconds.
  public init(_ count: Int) { self.count = count }

  /// The length that `text` writes; `nil` where it is none.
  public init?(_ text: String) {
    let units: [(String, Double)] = [("ms", 1), ("s", 1000), ("min", 60_000), ("h", 3_600_000)]
    guard let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }),
      let number = Double(text.dropLast(unit.count)), number >= 0, number * factor < 1e12
    else { return nil }
    count = Int((number * factor).rounded())
  }

  /// The length as people write it.
  public var description: String { count % 1000 == 0 ? "\(count / 1000)s" : "\(count)ms" }
}
