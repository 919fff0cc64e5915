import Foundation
import SystemPackage
import TestSupport
import Testing

/// What every command says on the sample case, to the letter. `WWWW_GOLDEN=write swift test` writes
/// the files anew; look at the difference before you commit it.
@Suite struct GoldenTests {
  /// The commands that only ask, in the case as it was clustered.
  static let questions = [
    "people", "people --format csv", "people --format json", "people show 0", "people show Ada",
    "people decisions --format csv", "media /photos/party/b.jpg", "graph stats", "graph centrality",
    "graph centrality --measure eigenvector --measure constraint --measure core --format csv",
    "graph top --by pagerank", "graph communities", "graph ego Ada", "graph ego 2 --radius 2",
    "graph path 0 4", "graph common 1 3", "graph bridges", "graph stats --event /photos/party",
    "graph stats --within frame --min-weight 2", "graph export --out -",
    "graph export --graph faces --out - --format gexf",
    "graph export --graph media --out - --format dot",
    "graph export --out - --format node-link", "query", "query who-with --person 0",
    "query --sql SELECT(id)FROM(person)", "export people", "export faces", "export appearances",
    "export cooccurrences", "export media", "custody manifest", "case state",
    "report --out site --show-all --person Ada",
    "epsilon",
    "evaluate --labels labels.csv", "models",
    "models verify", "people suggest", "people suggest --format json", "people history",
    "annotate --out copies", "index nothing-here", "search nothing-here.jpg",
    "frames nothing-here.mp4", "people gallery nothing-here", "people sheet Ada --out sheet.svg",
    "graph render --kind matrix --out matrix.svg", "review --port 99999",
    "run nothing-here --out results", "people add /photos/party/a.jpg --box 10,90,100,0",
    "graph stats --artefacts --min-confidence 0.5", "graph top --by degree --draws 50 --format csv",
  ]

  /// Decisions one after the other, with what they leave.
  static let decisions = [
    "people name 1 Ben", "people merge 1 4", "people split 0 11", "people reject 0 7",
    "people confirm 3", "people ignore 2", "people", "people undo", "people undo",
    "people decisions --format csv", "people history", "cluster", "people --format csv",
    "people assign 7 1", "people same 1 2", "people different 1 3", "people unsure 3 4",
    "cluster --dry-run", "cluster --method dbscan --eps 0.2", "people history",
    "people decisions --format csv",
    "purge --person 3", "people",
  ]

  /// What the user knows, one after the other, and what follows from it.
  static let knowledge = [
    "metadata import table.csv", "events name Party --folder /photos/party",
    "events name Trip --span 2024-08", "events", "events forget nothing",
    "media /photos/party/b.jpg", "graph stats --event trip", "export attendances",
    "graph export --graph events --out - --format dot", "query attendances --person Ada",
    "query contradictions", "people proposals",
  ]

  @Test func knowledgeIsToldToTheLetter() throws {
    let album = try SampleCase.clustered()
    for (number, command) in Self.knowledge.enumerated() {
      try compare(command, in: album, name: "knowledge \(number + 1) \(command)")
    }
  }

  @Test func questionsAreAnsweredToTheLetter() throws {
    let album = try SampleCase.clustered()
    for question in Self.questions { try compare(question, in: album) }
  }

  @Test func decisionsAreToldToTheLetter() throws {
    let album = try SampleCase.clustered()
    for (number, decision) in Self.decisions.enumerated() {
      try compare(decision, in: album, name: "decision \(number + 1) \(decision)")
    }
  }

  @Test func graphsAreWrittenAndDrawn() throws {
    let album = try SampleCase.clustered()
    for format in ["graphml", "gexf", "dot", "cytoscape", "node-link", "graphology"] {
      try album.must("graph", "export", "--format", format, "--out", "g.\(format)")
    }
    for format in ["gephi-csv", "neo4j-csv"] {
      let files = try album.must("graph", "export", "--format", format, "--out", "g-\(format)")
      #expect(files.contains("-nodes.csv") && files.contains("-edges.csv"))
    }
    #expect(
      try album.must("graph", "stats", "--input", "g.graphml")
        == album.must("graph", "stats", "--input", "g.gexf"))
    for format in ["svg", "png", "pdf"] {
      try album.must("graph", "render", "--format", format, "--out", "g.\(format)")
      #expect(FileManager.default.fileExists(atPath: album.folder.appending("g.\(format)").string))
    }
    try album.must("graph", "render", "--graph", "ego", "--person", "Ada", "--out", "ego.svg")
  }

  private func compare(_ command: String, in album: SampleCase, name: String? = nil) throws {
    let outcome = try album.run(command.split(separator: " ").map { String($0) })
    let text = mask(
      "status \(outcome.status)\n--- output\n\(outcome.output)--- errors\n\(outcome.errors)",
      album.folder)
    let file = (name ?? command).map { $0.isLetter || $0.isNumber ? $0 : "-" }
    let golden = ProjectFiles.root.appending("Tests/wwwwTests/Golden/\(String(file)).txt").string
    if ProcessInfo.processInfo.environment["WWWW_GOLDEN"] == "write" {
      try Data(text.utf8).write(to: URL(fileURLWithPath: golden))
    }
    let expected = FileManager.default.contents(atPath: golden) ?? Data()
    #expect(text == String(decoding: expected, as: UTF8.self), "wwww \(command)")
  }

  /// Times and places of this run.
  private func mask(_ text: String, _ folder: FilePath) -> String {
    text.replacing(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/, with: "TIME")
      .replacing(folder.string, with: "FOLDER")
      .replacing(ProjectFiles.root.string, with: "PROJECT")
  }
}
