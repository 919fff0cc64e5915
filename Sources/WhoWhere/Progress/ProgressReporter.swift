/// Hears how far long work has come.
public protocol ProgressReporter: Sendable {
  /// `done` of `total` items of `step` are finished. May be called from any thread, often.
  func update(_ step: String, done: Int, of total: Int)
  /// The same, where `failed` of the items could not be used.
  func update(_ step: String, done: Int, of total: Int, failed: Int)
  /// The step is over; whatever was shown of it can go.
  func finish()
}

extension ProgressReporter {
  /// Tells of the items alone.
  public func update(_ step: String, done: Int, of total: Int, failed: Int) {
    update(step, done: done, of: total)
  }
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
