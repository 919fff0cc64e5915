/// Hears how far long work has come.
public protocol ProgressReporter: Sendable {
  /// `done` of `total` items of `step` are finished. May be called from any thread, often.
  func update(_ step: String, done: Int, of total: Int)
  /// The step is over; whatever was shown of it can go.
  func finish()
}

/// Says nothing: for pipes, tests and `--quiet`.
public struct SilentProgress: ProgressReporter {
  /// A reporter that says nothing.
  public init() {}
  /// Does nothing.
  public func update(_ step: String, done: Int, of total: Int) {}
  /// Does nothing.
  public func finish() {}
}
