import Domain
import Files
import Foundation
import GRDB
import Synchronization
import SystemPackage

/// What is told while one program waits for another that writes to the same case.
public enum CaseWaiting {
  private struct State {
    var tell: (@Sendable (String) -> Void)?
    var activity: String?
    var own: [FilePath: [RunID]] = [:]
  }

  private static let state = Mutex(State())

  /// How long is waited before something is said, and before it is given up, in seconds.
  private static let (silence, patience) = (1.5, 60.0)

  /// From now on `tell` hears in a sentence what is waited for, once for each wait.
  public static func tell(_ tell: @escaping @Sendable (String) -> Void) {
    state.withLock { $0.tell = tell }
  }

  /// What was waited for last, in a sentence.
  static var activity: String? { state.withLock { $0.activity } }

  /// Notes a run of this program, which it does not wait for.
  static func note(own run: RunID, in folder: FilePath) {
    state.withLock { $0.own[folder, default: []].append(run) }
  }

  /// The runs of this program on the case in `folder`.
  static func ownRuns(in folder: FilePath) -> [RunID] {
    let folder = absolutePath(folder) ?? folder
    return state.withLock { $0.own[folder] ?? [] }
  }

  /// Tells what goes on, where somebody listens.
  public static func say(_ text: String) {
    let tell = state.withLock { $0.tell }
    tell?(text)
  }

  /// How a connection to the case in `folder` waits: for a minute, and not in silence.
  static func mode(in folder: FilePath) -> Database.BusyMode {
    let pause = 0.02
    return .callback { tries in
      if tries == Int(silence / pause) {
        let activity = CaseDatabase.activity(in: folder)
        state.withLock { $0.activity = activity }
        say("waiting: \(activity ?? "another wwww is writing to this case")")
      }
      guard Double(tries) * pause < patience else { return false }
      usleep(UInt32(pause * 1_000_000))
      return true
    }
  }
}
