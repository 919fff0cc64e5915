import Files
import Foundation
import SystemPackage
import TestSupport
import Testing

/// A long video whose indexing is killed goes on where it was, and nothing shows afterwards.
@Suite(
  .enabled(
    if: ProjectFiles.areFetched && VideoComposer.program != nil,
    "`make setup` fetches models and samples; needs ffmpeg"))
struct VideoResumeTests {
  @Test func goesOnAfterAKill() throws {
    let folder = try TemporaryFolder()
    let photos = ["obama.jpg", "biden.jpg", "obama2.jpg", "obama3.jpg"].map {
      ProjectFiles.samples.appending("presidents/\($0)").string
    }
    let inputs = photos.flatMap { ["-loop", "1", "-framerate", "10", "-t", "40", "-i", $0] }
    let filter =
      photos.indices.map { "[\($0)]scale=480:640,setsar=1[v\($0)];" }.joined()
      + photos.indices.map { "[v\($0)]" }.joined()
      + "concat=n=\(photos.count),rotate=0.1*sin(t):fillcolor=gray,format=yuv420p"
    try VideoComposer.run(
      inputs + [
        "-filter_complex", filter, "-c:v", "libx264", "-preset", "ultrafast",
        folder.path.appending("long.mp4").string,
      ])
    let run = CommandLine(folder: folder.path)
    #expect(try run(["index", "long.mp4", "--every", "2", "--case", "whole"]).status == 0)

    let killed = Process()
    killed.executableURL = CommandLine.program
    killed.arguments = ["index", "long.mp4", "--every", "2", "--case", "killed"]
    killed.currentDirectoryURL = URL(fileURLWithPath: folder.path.string)
    killed.environment = ["WWWW_MODELS": ProjectFiles.models.string]
    killed.standardOutput = FileHandle.nullDevice
    killed.standardError = FileHandle.nullDevice
    try killed.run()
    func parts() throws -> Int {
      let counted = try run([
        "query", "--sql", "SELECT count(*) FROM unfinished_video", "--format", "csv", "--case",
        "killed",
      ])
      return counted.output.split(whereSeparator: \.isNewline).last.flatMap { Int($0) } ?? 0
    }
    while killed.isRunning, try parts() == 0 { usleep(20_000) }
    kill(killed.processIdentifier, SIGKILL)
    killed.waitUntilExit()
    #expect(killed.terminationReason == .uncaughtSignal)
    #expect(try parts() > 0)
    #expect(try run(["index", "long.mp4", "--every", "2", "--case", "killed"]).status == 0)
    #expect(try parts() == 0)

    for table in ["faces", "media"] {
      let whole = try run(["export", table, "--case", "whole"]).output
      #expect(try run(["export", table, "--case", "killed"]).output == whole)
      #expect(whole.split(whereSeparator: \.isNewline).count > 1)
    }
    let tracks = ["query", "--sql", "SELECT id, track, frame FROM face ORDER BY id", "--case"]
    #expect(try run(tracks + ["killed"]).output == run(tracks + ["whole"]).output)
  }
}
