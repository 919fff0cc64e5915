import Synchronization

/// Adds up work done by several threads and reports the part done.
final class ProgressMeter: Sendable {
  private let total: Double
  private let report: (@Sendable (Double) -> Void)?
  private let done = Mutex(0.0)

  init(total: Double, report: (@Sendable (Double) -> Void)?) {
    self.total = total
    self.report = report
  }

  func advance(by work: Double) {
    guard let report else { return }
    let sum = done.withLock { done in
      done += work
      return done
    }
    report(min(1, sum / max(total, 1)))
  }
}
