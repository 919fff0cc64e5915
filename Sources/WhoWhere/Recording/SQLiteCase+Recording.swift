import CaseStore
import Domain

extension SQLiteCase {
  /// Runs that take long enough to tell of others.
  private static let longCommands: Set = ["index", "run", "cluster", "import"]

  /// Does something as a run of its own: opens the run before, and closes it with the figures and
  /// failures after. Where `body` throws and left no trace, the run leaves none either.
  func recording<Result>(
    _ run: NewRun, _ body: (RunID) throws -> (Result, counts: [String: Int], failures: [Failure])
  ) throws -> Result {
    if Self.longCommands.contains(run.command), let other = otherActivity() {
      CaseWaiting.say("\(other); both go on")
    }
    let announcement = try announceRun()
    return try withExtendedLifetime(announcement) {
      do {
        let id = try begin(run)
        do {
          let (result, counts, failures) = try body(id)
          try finish(id, counts: counts, failures: failures)
          return result
        } catch {
          try? cancel(id)
          throw error
        }
      } catch { throw CaseError.explaining(error, activity: self.otherActivity()) }
    }
  }
}
