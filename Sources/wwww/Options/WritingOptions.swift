import ArgumentParser
import CaseStore
import Files
import WhoWhere

/// What may be replaced by what a command writes.
struct WritingOptions: ParsableArguments {
  @Flag(
    help: """
      Replace files that the case did not write, or that were changed since. Originals are never \
      replaced.
      """)
  var force = false

  /// The guard of what is written for the case `storage`.
  func writing(for storage: SQLiteCase) -> WriteGuard {
    WriteGuard(record: storage, isForced: force)
  }

  /// The guard of what is written beside the case of `caseOptions`, of which there may be none.
  func writing(for caseOptions: CaseOptions) throws -> WriteGuard {
    WriteGuard(record: try caseOptions.openIfThere(), isForced: force)
  }
}
