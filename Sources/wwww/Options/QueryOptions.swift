import ArgumentParser
import CaseStore
import Foundation
import SystemPackage

/// Where named queries are, and how much one may take.
struct QueryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A folder of queries. (default: $WWWW_QUERIES, else ./queries, else beside the program)",
      valueName: "dir"))
  var queries: String?

  @Option(help: ArgumentHelp("The most rows that are shown.", valueName: "n"))
  var rowLimit = 10_000

  @Option(help: ArgumentHelp("The most time a query may take.", valueName: "seconds"))
  var timeLimit = 30.0

  var limits: QueryLimits { QueryLimits(rows: rowLimit, seconds: timeLimit) }

  func validate() throws {
    guard rowLimit >= 1 else { throw ValidationError("--row-limit takes a number from 1.") }
    guard timeLimit > 0 else {
      throw ValidationError("--time-limit takes a number of seconds above 0.")
    }
  }

  /// Ends the program a second after a query should have ended: SQLite cannot be interrupted inside
  /// one of its functions, which may take hours.
  func endInTime() {
    let error = QueryError.timeLimit(seconds: timeLimit)
    DispatchQueue.global().asyncAfter(deadline: .now() + min(timeLimit, 1e9) + 1) {
      Self.end(with: error)
    }
  }

  /// The queries.
  ///
  /// - Throws: `FileError` where there is no such folder.
  func library() throws -> QueryLibrary {
    let named = queries ?? ProcessInfo.processInfo.environment["WWWW_QUERIES"]
    return try QueryLibrary(
      folder: FilePath(named ?? shippedFolder("queries", holding: "who-with.sql") ?? "queries"))
  }
}
