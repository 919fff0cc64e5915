import Synchronization

/// Collects what a progress callback is given.
final class Recorder: Sendable {
  private let recorded = Mutex<[Double]>([])

  var values: [Double] { recorded.withLock { $0 } }

  func record(_ value: Double) { recorded.withLock { $0.append(value) } }
}
