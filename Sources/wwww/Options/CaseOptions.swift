import ArgumentParser
import CaseStore
import Foundation
import SystemPackage

/// Which case a command works on.
struct CaseOptions: ParsableArguments {
  @Option(
    name: .customLong("case"),
    help: ArgumentHelp(
      "The folder of the case. (default: $WWWW_CASE, else ./wwww-case)", valueName: "dir"))
  var folder: String?

  /// The case's folder. Whoever asks for it is about to work on the case, which its log tells.
  var path: FilePath {
    let path = unloggedPath
    CommandLog.begin(on: path)
    return path
  }

  /// The case's folder, for what is no work on the case.
  var unloggedPath: FilePath {
    FilePath(folder ?? ProcessInfo.processInfo.environment["WWWW_CASE"] ?? "wwww-case")
  }

  /// Whether the case was named with the command.
  var isNamed: Bool { folder != nil }

  /// Opens the case; `nil` where there is none.
  func openIfThere() throws -> SQLiteCase? {
    do { return try openToAsk() } catch CaseError.noCase { return nil }
  }

  /// Opens the case, which must exist, for questions: one that cannot be written to answers, too.
  func openToAsk() throws -> SQLiteCase { try SQLiteCase(reading: path) }

  /// Opens the case, which must exist, to change it.
  func open() throws -> SQLiteCase { try SQLiteCase(in: path) }
}
