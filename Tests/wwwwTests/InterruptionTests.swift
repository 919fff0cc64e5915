import Foundation
import SystemPackage
import TestSupport
import Testing

/// Programs that are stopped by a signal, or by their own limits.
@Suite struct InterruptionTests {
  /// A query that would take for ever.
  private static let endless =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

  @Test(.timeLimit(.minutes(1)), arguments: [SIGINT, SIGTERM, SIGHUP])
  func aSignalEndsTheProgramWithOneLine(_ signal: Int32) throws {
    let album = try SampleCase.clustered()
    let temporary = album.folder.appending("tmp")
    try FileManager.default.createDirectory(
      atPath: temporary.string, withIntermediateDirectories: true)
    // What a program that was killed left behind, and what belongs to one that lives.
    let orphan = temporary.appending("wwww-999999999-1")
    let living = temporary.appending("wwww-\(getpid())-1")
    for folder in [orphan, living] {
      try FileManager.default.createDirectory(
        atPath: folder.string, withIntermediateDirectories: true)
    }
    let process = Process()
    process.executableURL = CommandLine.program
    process.arguments = ["query", "--sql", Self.endless, "--time-limit", "60"]
    process.currentDirectoryURL = URL(fileURLWithPath: album.folder.string)
    process.environment = ["TMPDIR": temporary.string]
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    // It sweeps before it works.
    while FileManager.default.fileExists(atPath: orphan.string) { usleep(10_000) }
    usleep(300_000)
    let start = ContinuousClock.now
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(ContinuousClock.now - start < .seconds(1))
    #expect(process.terminationReason == .exit && process.terminationStatus == 128 + signal)
    #expect(
      String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        == "wwww: stopped; run again to go on\n")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: temporary.string)
        == ["wwww-\(getpid())-1"])
  }

  /// SQLite cannot be interrupted inside one of its functions; the program can.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      endless,
      // Each character of the one is compared with each of the other.
      "SELECT trim(replace(hex(zeroblob(2400000)), '0', 'a'), replace(hex(zeroblob(2400000)), '0', 'b') || 'a')",
      "SELECT instr(hex(zeroblob(30000000)), hex(zeroblob(12000000)) || 'a')",
    ])
  func theTimeLimitHoldsInsideAFunction(_ sql: String) throws {
    let album = try SampleCase.clustered()
    let start = ContinuousClock.now
    let outcome = try album.run(["query", "--sql", sql, "--time-limit", "1"])
    #expect(ContinuousClock.now - start < .seconds(5))
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("stopped after 1 seconds"))
  }
}
