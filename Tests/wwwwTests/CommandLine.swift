import Foundation
import SystemPackage
import TestSupport

/// The built program, run as a user runs it.
struct CommandLine {
  /// What a run of the program left.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  private final class Mark {}

  /// The program that was built along with the tests.
  static let program = Bundle(for: Mark.self).bundleURL
    .appendingPathComponent("wwww")

  /// Where it is run.
  let folder: FilePath

  /// Runs the program in `folder`, whose `wwww-case` is the case.
  func callAsFunction(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome
  {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.string)
    process.environment = [
      "HOME": folder.string, "USER": "ada", "COLUMNS": "200", "PATH": "/usr/bin:/bin",
      "WWWW_MODELS": ProjectFiles.models.string,
    ].merging(environment) { $1 }
    // Files, not pipes: nobody has to read while the program writes.
    let streams = try ["out", "err"].map { name in
      let path = folder.appending("." + name).string
      _ = FileManager.default.createFile(atPath: path, contents: nil)
      return (path, try FileHandle(forWritingTo: URL(fileURLWithPath: path)))
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = streams[0].1
    process.standardError = streams[1].1
    try process.run()
    process.waitUntilExit()
    let texts = try streams.map { path, _ in
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }
    return Outcome(status: process.terminationStatus, output: texts[0], errors: texts[1])
  }
}
