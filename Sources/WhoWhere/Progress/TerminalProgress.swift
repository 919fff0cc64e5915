import Foundation
import Synchronization

/// One line on standard error that says how far the work is and how long it will take.
public final class TerminalProgress: ProgressReporter {
  private struct State {
    var step = ""
    var started = ContinuousClock.now
    var drawn = ContinuousClock.now - .seconds(1)
    var isVisible = false
  }

  private let state = Mutex(State())

  /// A line that is not drawn yet.
  public init() {}

  /// Draws the line anew, ten times a second at most.
  public func update(_ step: String, done: Int, of total: Int) {
    state.withLock { state in
      let now = ContinuousClock.now
      if step != state.step {
        state.step = step
        state.started = now
      }
      guard now - state.drawn > .milliseconds(100) || done == total else { return }
      state.drawn = now
      state.isVisible = true
      let left = Self.timeLeft(elapsed: now - state.started, done: done, total: total)
      let share = total > 0 ? 100 * done / total : 100
      Self.write("\r\u{1B}[K\(step) \(done)/\(total) \(share) %\(left)")
    }
  }

  /// Clears the line.
  public func finish() {
    state.withLock { state in
      if state.isVisible { Self.write("\r\u{1B}[K") }
      state.isVisible = false
    }
  }

  private static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

  /// ", 3 min left", once there is something to judge by.
  static func timeLeft(elapsed: Duration, done: Int, total: Int) -> String {
    guard done > 0, total > done, elapsed > .seconds(2) else { return "" }
    let spent: Double = elapsed / .seconds(1)
    let seconds = spent * Double(total - done) / Double(done)
    return switch seconds {
    case ..<90: ", \(Int(seconds.rounded(.up))) s left"
    case ..<5400: ", \(Int((seconds / 60).rounded())) min left"
    default: ", \((seconds / 360).rounded() / 10) h left"
    }
  }
}
