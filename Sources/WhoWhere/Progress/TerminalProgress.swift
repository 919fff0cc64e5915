import Foundation
import Synchronization

/// One line on standard error that says how far the work is, how fast it goes, how much of it failed
/// and how long it will take.
public final class TerminalProgress: ProgressReporter {
  private struct State {
    var step = ""
    var started = ContinuousClock.now
    var first = 0
    var drawn = ContinuousClock.now - .seconds(1)
    var isVisible = false
  }

  private let state = Mutex(State())

  /// A line that is not drawn yet.
  public init() {}

  /// Draws the line anew, ten times a second at most.
  public func update(_ step: String, done: Int, of total: Int) {
    update(step, done: done, of: total, failed: 0)
  }

  /// Draws the line anew, ten times a second at most.
  public func update(_ step: String, done: Int, of total: Int, failed: Int) {
    state.withLock { state in
      let now = ContinuousClock.now
      if step != state.step {
        state.step = step
        state.started = now
        state.first = done
      }
      guard now - state.drawn > .milliseconds(100) || done == total else { return }
      state.drawn = now
      state.isVisible = true
      let line = Self.line(
        step, done: done, total: total, failed: failed, sinceStart: done - state.first,
        elapsed: now - state.started)
      Self.write("\r\u{1B}[K" + TerminalText.shortened(line, to: max(20, Self.width - 1)))
    }
  }

  /// Clears the line.
  public func finish() {
    state.withLock { state in
      if state.isVisible { Self.write("\r\u{1B}[K") }
      state.isVisible = false
    }
  }

  /// How far, how fast, what failed, how long.
  static func line(
    _ step: String, done: Int, total: Int, failed: Int, sinceStart: Int, elapsed: Duration
  ) -> String {
    let share = total > 0 ? 100 * done / total : 100
    let seconds: Double = elapsed / .seconds(1)
    let rate = seconds > 2 && sinceStart > 0 ? Double(sinceStart) / seconds : 0
    let speed =
      rate == 0
      ? "" : rate >= 10 ? ", \(Int(rate)) a second" : ", \((rate * 10).rounded() / 10) a second"
    return "\(step) \(done)/\(total) \(share) %" + speed + (failed > 0 ? ", \(failed) failed" : "")
      + timeLeft(elapsed: elapsed, done: sinceStart, total: total - done + sinceStart)
  }

  private static let width = terminalWidth() ?? 80

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
