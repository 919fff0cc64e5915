import Domain
import SystemPackage

/// What is to be forgotten.
public enum PurgeTarget: Sendable, Equatable {
  /// Persons: their faces, names and history.
  case persons([PersonID])
  /// Photos and videos, with all that was found in them.
  case media([MediaID])
  /// Photos and videos that were taken before a moment; those without a date stay.
  case before(String)
  /// Everything.
  case everything
}

/// What a purge took away, and what it cannot reach.
public struct PurgeReport: Sendable {
  /// What was taken away, as the log tells.
  public var purged: CustodyDetails.Purged
  /// Photos and videos without a date, which `PurgeTarget.before` leaves.
  public var undated = 0
  /// Files that were written for the case and still stand: they may show what was purged.
  public var outputs: [FilePath] = []
}
