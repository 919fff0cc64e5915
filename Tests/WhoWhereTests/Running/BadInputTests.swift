import CaseStore
import FaceVision
import Files
import Foundation
import FoundationXML
import SystemPackage
import TestSupport
import Testing
import WhoWhere

/// A folder of everything that can be wrong with files: the run goes on and tells of each.
@Suite(.enabled(if: ProjectFiles.areFetched, "`make setup` fetches models and samples"))
struct BadInputTests {
  private let folder: TemporaryFolder
  private let photo: [UInt8]

  init() throws {
    folder = try TemporaryFolder()
    photo = try readFile(ProjectFiles.samples.appending("presidents/obama.jpg"))
  }

  private var input: FilePath { folder.path.appending("in") }

  private func add(_ name: String, _ bytes: [UInt8]) throws {
    try add(Array(name.utf8), bytes)
  }

  private func add(_ name: [UInt8], _ bytes: [UInt8]) throws {
    try writeAtomically(bytes, to: FilePath(bytes: input.bytes + [UInt8(ascii: "/")] + name))
  }

  private func run(_ paths: FilePath...) throws -> RunReport {
    try SampleCase.job(
      paths, output: folder.path.appending("out"), caseFolder: folder.path.appending("case")
    ).run()
  }

  @Test func reportsEveryBrokenFileAndUsesTheRest() throws {
    try add("good.jpg", photo)
    try add("empty.jpg", [])
    try add("half.jpg", Array(photo.prefix(photo.count / 2)))
    try add("text.jpg", Array("no picture".utf8))
    try add(
      "noise.jpg", [0xFF, 0xD8, 0xFF, 0xE0] + (0..<999).map { UInt8(truncatingIfNeeded: $0 * 7) })
    try add("notes.txt", Array("nobody expects a picture here".utf8))
    try FileManager.default.createSymbolicLink(
      atPath: input.appending("dangling.jpg").string, withDestinationPath: "nowhere")
    try FileManager.default.createSymbolicLink(
      atPath: input.appending("loop.jpg").string, withDestinationPath: "loop.jpg")
    try add("below/x", Array("x".utf8))
    try FileManager.default.createSymbolicLink(
      atPath: input.appending("below/up").string, withDestinationPath: "..")
    let report = try run(input, folder.path.appending("missing"))
    #expect(
      Dictionary(
        report.failures.map {
          ($0.path.split(separator: "/").last.map(String.init) ?? "", $0.reason)
        },
        uniquingKeysWith: { first, _ in first }) == [
          "empty.jpg": "empty", "half.jpg": "damaged", "text.jpg": "not-a-picture",
          "noise.jpg": "damaged", "dangling.jpg": "unreadable", "loop.jpg": "unreadable",
          "up": "unreadable", "missing": "unreadable",
        ])
    #expect(report.counts["media"] == 1)
    #expect(report.counts["faces"] == 1)
    #expect(report.counts["other_files"] == 2)
  }

  @Test func takesAnyName() throws {
    let names: [[UInt8]] =
      [
        "with space.jpg", "quote\"'.jpg", "new\nline.jpg", "a&b<c>.jpg", "tab\t\u{1}\u{1B}.jpg",
        "😀.jpg", "=1+1.jpg", "back\\slash.jpg", "\u{202E}right.jpg", "no ending",
      ].map { Array($0.utf8) } + [[0x6C, 0xE9, 0xFF, 0x2E, 0x6A, 0x70, 0x67]]
    // Another content under each name, or they would be duplicates.
    for (i, name) in names.enumerated() {
      try add(name, photo + [UInt8](repeating: 0, count: i))
    }
    let report = try run(input)
    #expect(report.failures.isEmpty)
    #expect(report.counts["media"] == names.count)
    #expect(report.counts["persons"] == 1)
    let copies = try FileListing(root: folder.path.appending("out/annotated")).files
    #expect(Set(copies.map { $0.relativePath.bytes }) == Set(names))
    for name in ["face_graph.graphml", "face_graph.gexf", "face_graph.svg", "people_graph.svg"] {
      let parser = XMLParserCheck(try readFile(folder.path.appending("out").appending(name)))
      #expect(parser.isWellFormed, "\(name)")
    }
  }

  @Test func notesFurtherNamesOfTheSameContent() throws {
    try add("a.jpg", photo)
    try add("b/a.jpg", photo)
    let report = try run(input)
    #expect(report.counts["media"] == 1)
    #expect(report.counts["duplicate_files"] == 1)
    #expect(report.counts["annotated_copies"] == 2)
    let faces = try rows(folder.path.appending("out/faces.csv"))
    #expect(faces.map { $0["path"] } == ["a.jpg", "b/a.jpg"])
    #expect(faces.map { $0["duplicate_of"] } == ["", "a.jpg"])
  }

  @Test func nothingIsNoSuccess() throws {
    try makeDirectory(input)
    #expect(throws: (any Error).self) { try run(input) }
  }

  @Test func looksAgainAtAFileThatChanged() throws {
    try add("a.jpg", photo)
    _ = try run(input)
    try add("a.jpg", try readFile(ProjectFiles.samples.appending("presidents/biden.jpg")))
    let report = try run(input)
    #expect(report.counts["new_media"] == 1)
    #expect(report.counts["media"] == 1)
  }

  @Test func keepsOutOfItsOwnOutput() throws {
    try add("a.jpg", photo)
    func run() throws -> RunReport {
      try SampleCase.job(
        [folder.path], output: folder.path.appending("out"),
        caseFolder: folder.path.appending("case")
      ).run()
    }
    #expect(try run().counts["media"] == 1)
    #expect(try run().counts["media"] == 1)
  }

  @Test func saysWhereAModelIsMissing() throws {
    try writeAtomically(
      readFile(ProjectFiles.models.appending("manifest.json")),
      to: folder.path.appending("models/manifest.json"))
    let error = #expect(throws: VisionError.self) {
      try MainJob(
        [input], output: folder.path.appending("out"), caseFolder: folder.path.appending("case"),
        models: try ModelLibrary(folder: folder.path.appending("models")),
        indexing: IndexSettings(), clustering: ClusterSettings(), progress: SilentProgress()
      ).run()
    }
    #expect(error?.message.contains("is missing") == true)
  }

  @Test func refusesAFileThatIsNoCase() throws {
    try writeAtomically(
      Array("this is no database, whatever it is called".utf8),
      to: folder.path.appending("case/case.sqlite"))
    #expect(throws: CaseError.self) { try run(input) }
  }
}

/// Whether some bytes are well-formed XML.
private final class XMLParserCheck {
  let isWellFormed: Bool
  init(_ bytes: [UInt8]) { isWellFormed = XMLParser(data: Data(bytes)).parse() }
}
