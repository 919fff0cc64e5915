import Foundation
import TestSupport
import Testing

/// 0 done; 1 failed; 2 done, but some files could not be used; 64 wrong usage.
@Suite struct ExitStatusTests {
  @Test(arguments: [
    ["people"], ["graph", "stats"], ["cluster"], ["query", "who-with", "--person", "0"],
    ["people", "name", "0", "Ada"], ["annotate", "--out", "copies"], ["export", "people"],
    ["graph", "stats", "--input", "none.gexf"], ["import", "none.ndjson"],
    ["evaluate", "--labels", "none.csv"], ["query", "no-such-query"], ["custody", "verify"],
    ["custody", "export", "--out", "bag"], ["report", "--out", "site"], ["case", "lock"],
    ["case", "unlock", "--passphrase-fd", "0"], ["purge", "--person", "0"],
  ])
  func withoutACaseNothingCanBeDone(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let outcome = try CommandLine(folder: folder.path)(arguments)
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty && outcome.errors.contains("Error: "))
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
  }

  @Test func saysWhatToDoFirst() throws {
    let folder = try TemporaryFolder()
    let outcome = try CommandLine(folder: folder.path)(["people"])
    #expect(outcome.errors.contains("`wwww index PATH…`"))
  }

  @Test(arguments: [
    [], ["no-such-command"], ["people", "--format", "yaml"], ["graph", "top", "--by", "luck"],
    ["graph", "top", "--by", "community"], ["graph", "render", "--out", "x", "--graph", "ego"],
    ["people", "split", "0"], ["frames"], ["search"], ["export", "everything"],
    ["graph", "stats", "--place", "here"], ["graph", "stats", "--since", "yesterday"],
    ["cluster", "--eps", "-1"], ["purge"], ["purge", "--case", "wwww-case"],
    ["purge", "--person", "0", "--before", "2024"], ["purge", "--before", "yesterday"],
    ["custody", "stamp"], ["custody", "retain", "soon"], ["report", "--out", "pair.pdf"],
    ["report", "--out", "site", "--min-confidence", "2"],
  ])
  func wrongUsageIsStatus64(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let outcome = try CommandLine(folder: folder.path)(arguments)
    // Alone, the program explains itself.
    #expect(outcome.status == (arguments.isEmpty ? 0 : 64), "\(arguments): \(outcome.errors)")
    #expect(arguments.isEmpty || outcome.output.isEmpty)
  }

  @Test func whatIsNotThereIsStatus1() throws {
    let album = try SampleCase.clustered()
    for arguments in [
      ["people", "show", "Bob"], ["people", "merge", "0", "99"], ["people", "split", "0", "999"],
      ["media", "none.jpg"], ["graph", "ego", "99"], ["query", "--sql", "DELETE FROM person"],
      ["people", "undo", "77"], ["graph", "stats", "--event", "nowhere"],
    ] {
      let outcome = try album.run(arguments)
      #expect(outcome.status == 1, "\(arguments): \(outcome.errors)")
      #expect(outcome.output.isEmpty && outcome.errors.hasPrefix("Error: "))
    }
  }

  /// Photos that cannot be read are told, and the others are done.
  @Test(.enabled(if: ProjectFiles.areFetched, "make setup fetches photos and models"))
  func someFilesThatCannotBeUsedAreStatus2() throws {
    let folder = try TemporaryFolder()
    let run = CommandLine(folder: folder.path)
    let photos = folder.path.appending("photos")
    try FileManager.default.createDirectory(
      atPath: photos.string, withIntermediateDirectories: true)
    let sample = try #require(
      FileManager.default.subpathsOfDirectory(
        atPath: ProjectFiles.samples.appending("photos").string
      ).filter { $0.hasSuffix(".jpg") }.min())
    try FileManager.default.copyItem(
      atPath: ProjectFiles.samples.appending("photos/\(sample)").string,
      toPath: photos.appending("a.jpg").string)
    #expect(try run(["index", "photos", "--upsample", "0"]).status == 0)
    try Data().write(to: URL(fileURLWithPath: photos.appending("empty.jpg").string))
    let outcome = try run(["index", "photos", "--upsample", "0"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("empty.jpg"))
    let everything = try run(["run", "photos", "--out", "results", "--upsample", "0"])
    #expect(everything.status == 2)
    #expect(
      FileManager.default.fileExists(atPath: folder.path.appending("results/run.json").string))
    #expect(try run(["annotate", "--out", "copies"]).status == 0)
    let search = try run(["search", "photos/a.jpg", "--upsample", "0", "--format", "csv"])
    #expect(search.status == 0 || search.errors.contains("no face"))
  }
}
