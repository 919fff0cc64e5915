import Foundation
import SystemPackage
import TestSupport
import Testing

/// What a person at a terminal meets: nothing acts on it, everything fits, and what was mistyped is
/// understood.
@Suite struct TerminalTests {
  /// Turns text red, rings, and clears the screen.
  private static let hostile = "\u{1B}[31mX\u{7}\u{9B}2J\u{202E}"

  @Test(arguments: [
    ["§"], ["--§"], ["people", "show", "§"], ["people", "--case", "§"],
    ["people", "--format", "§"],
    ["people", "merge", "§", "3"], ["people", "name", "0", "§"],
    ["people", "name", "0", "a\u{9B}b"],
    ["people", "undo", "§"], ["query", "§"], ["query", "who-with", "--person", "§"],
    ["query", "who-with", "--§", "3"], ["query", "who-with", "§"],
    ["query", "--sql", "select '§' as \"§\""],
    ["query", "--sql", "select §"], ["graph", "stats", "--input", "§"],
    ["graph", "stats", "--event", "§"],
    ["graph", "stats", "--since", "§"], ["graph", "stats", "--place", "§"],
    ["graph", "path", "§", "0"],
    ["graph", "top", "--by", "§"], ["graph", "export", "--out", "§.gexf"],
    ["graph", "export", "--out", "x.§"], ["graph", "render", "--out", "§.svg"],
    ["graph", "render", "--out", "y.svg", "--size-by", "§"],
    ["export", "people", "--out", "§.csv"],
    ["people", "sheet", "0", "--out", "§.png"], ["annotate", "--out", "out§"],
    ["frames", "§", "--out", "f§"], ["import", "§"], ["evaluate", "--labels", "§"],
    ["cluster", "--eps", "§"], ["epsilon", "--csv", "§.csv"], ["models", "--models", "§"],
    ["index", "§", "--models", "§"], ["media", "§"],
  ])
  func nothingActsOnTheTerminal(_ arguments: [String]) throws {
    let album = try SampleCase.clustered()
    let outcome = try album.run(arguments.map { $0.replacing("§", with: Self.hostile) })
    for text in [outcome.output, outcome.errors] {
      #expect(
        text.unicodeScalars.allSatisfy {
          $0 == "\n" || $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) && $0 != "\u{202E}"
        }, "\(arguments): \(text.debugDescription)")
    }
    #expect(outcome.status != 0 || !outcome.output.isEmpty || outcome.errors.isEmpty)
  }

  @Test(arguments: [
    (["pepole"], "people"), (["people", "mrege"], "merge"),
    (["graph", "top", "--by", "betweeness"], "betweenness"),
    (["graph", "render", "--out", "x.svg", "--size-by", "degre"], "Degree"),
    (["query", "who-wiht", "--person", "0"], "who-with"), (["people", "show", "Adda"], "Ada"),
    (["people", "--fromat", "csv"], "--format"), (["export", "peple"], "people"),
    (["graph", "stats", "--event", "/photos/prty"], "/photos/party"),
  ])
  func whatWasMeantIsGuessed(_ arguments: [String], _ meant: String) throws {
    let album = try SampleCase.clustered()
    let outcome = try album.run(arguments)
    #expect(outcome.status != 0)
    let guess = outcome.errors.lowercased().firstRange(of: "did you mean")
    #expect(
      guess.map { outcome.errors[$0.upperBound...].contains(meant) } == true, "\(outcome.errors)")
  }

  @Test(arguments: [
    ["people", "show", "0", "--limit", "0"], ["graph", "top", "--limit", "0"],
    ["people", "suggest", "--limit", "0"], ["search", "a.jpg", "--limit", "0"],
    ["index", "x", "--jobs", "0"], ["annotate", "--out", "x", "--jobs", "0"],
    ["cluster", "--jobs", "0"], ["epsilon", "--jobs", "2000"],
    ["run", "x", "--out", "y", "--jobs", "0"],
    ["cluster", "--eps", "3"], ["cluster", "--eps", "0"], ["graph", "ego", "0", "--radius", "0"],
    ["graph", "communities", "--resolution", "0"], ["graph", "communities", "--seeds", "0"],
    ["frames", "v.mp4", "--every", "0"], ["index", "x", "--min-face", "0"],
    ["graph", "stats", "--place", "48.1,11.5"], ["query", "--sql", "select 1", "--row-limit", "0"],
  ])
  func senselessNumbersAreRefusedWithWhatIsPossible(_ arguments: [String]) throws {
    let album = try SampleCase.clustered()
    let outcome = try album.run(arguments)
    #expect(outcome.status == 64, "\(arguments): \(outcome.errors)")
    let error = outcome.errors.prefix { $0 != "\n" }
    #expect(error.contains("takes") && error.contains { $0.isNumber }, "\(error)")
  }

  @Test(arguments: ["48.1,11.5,3km", "48.1,11.5,300m", "-48.1,-11.5,3", " 48.1 , 11.5 , 3 km "])
  func placesAreTakenWithTheirRadius(_ place: String) throws {
    let album = try SampleCase.clustered()
    #expect(try album.run(["graph", "stats", "--place", place]).status == 0)
  }

  @Test(arguments: [
    ["people"], ["people", "show", "0"], ["people", "decisions"], ["people", "history"],
    ["graph", "top"],
    ["graph", "centrality"], ["graph", "ego", "0"], ["graph", "path", "0", "4"],
    ["graph", "common", "1", "3"],
    ["graph", "bridges"], ["graph", "communities"], ["query"],
    ["query", "who-with", "--person", "0"],
    ["media", "/photos/party/b.jpg"], ["epsilon"], ["people", "suggest"],
    ["query", "--sql", "select * from media"], ["query", "--sql", "select * from face"],
  ])
  func tablesFitEightyColumns(_ arguments: [String]) throws {
    let album = try SampleCase.clustered()
    let lines = try album.run(arguments, environment: ["COLUMNS": "80"]).output
      .split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(arguments)")
    #expect(!lines.isEmpty)
  }

  @Test(arguments: [
    ["graph", "bridges"], ["query", "failures"], ["query", "--sql", "select 1 where 0"],
    ["graph", "path", "0", "0"], ["people", "decisions"],
  ])
  func anEmptyResultSaysSo(_ arguments: [String]) throws {
    let album = try SampleCase()
    try album.must("import", "faces.ndjson")
    try album.must("cluster")
    let outcome = try album.run(arguments)
    #expect(outcome.status == 0)
    #expect(outcome.errors.hasPrefix("wwww: ") || outcome.output.split(separator: "\n").count > 2)
  }

  @Test func theShellCompletesNamesOfTheCase() throws {
    let album = try SampleCase.clustered()
    func offered(_ word: String, _ line: String...) throws -> [String] {
      let outcome = try album.run(
        ["---completion"] + line.dropLast() + ["--", word, "\(line.count)", "0"] + ["wwww"] + line,
        environment: ["SAP_SHELL": "bash"])
      return outcome.output.split(separator: "\n").map { String($0) }
    }
    #expect(try offered("positional@0", "query", "").contains("who-with"))
    #expect(try offered("positional@0", "people", "show", "").contains("Ada"))
    #expect(try offered("positional@0", "people", "merge", "").contains("3"))
    let script = try album.must("--generate-completion-script", "bash")
    #expect(script.contains("betweenness"))
  }

  @Test func nothingIndexedIsNoSuccess() throws {
    guard ProjectFiles.areFetched else { return }
    let folder = try TemporaryFolder()
    let run = CommandLine(folder: folder.path)
    try FileManager.default.createDirectory(
      atPath: folder.path.appending("empty").string, withIntermediateDirectories: true)
    try Data("text".utf8).write(
      to: URL(fileURLWithPath: folder.path.appending("empty/a.txt").string))
    for arguments in [
      ["index", "empty"], ["index", "nowhere"], ["run", "empty", "--out", "results"],
    ] {
      let outcome = try run(arguments)
      #expect(outcome.status == 1 && outcome.output.isEmpty)
      #expect(outcome.errors.contains("no photo or video could be indexed"), "\(outcome.errors)")
    }
  }
}
