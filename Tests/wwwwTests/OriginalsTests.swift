import Files
import Foundation
import SystemPackage
import TestSupport
import Testing

/// The program writes two hundred times through every option that writes, to places at random among
/// the originals, links and hard links to them: no original changes.
@Suite struct OriginalsTests {
  private let folder: TemporaryFolder
  private let run: CommandLine
  private let photos: FilePath

  init() throws {
    folder = try TemporaryFolder()
    run = CommandLine(folder: folder.path)
    photos = folder.path.appending("photos")
    for name in ["a.jpg", "sub/b.jpg"] {
      try writeAtomically(Array("original \(name)".utf8), to: photos.pushing(FilePath(name)))
    }
    let vector = (0..<128).map { $0 == 0 ? "0.5" : "0" }.joined(separator: ",")
    // Relative and rising paths, as other programs leave them.
    let lines = [
      "\(photos)/a.jpg", "photos/sub/b.jpg", "../photos/a.jpg", "photos/../photos/a.jpg",
    ]
    .map { #"{"my_text":"\#($0)","coord":[0,9,9,0],"my_vector":[\#(vector)]}"# + "\n" }
    try writeAtomically(Array(lines.joined().utf8), to: folder.path.appending("faces.ndjson"))
    #expect(try run(["import", "faces.ndjson"]).status == 0)
    #expect(try run(["cluster"]).status == 0)
    try link("linked.jpg", to: "photos/a.jpg")
    try link("elsewhere", to: "photos")
    try FileManager.default.linkItem(
      atPath: photos.appending("a.jpg").string, toPath: folder.path.appending("hard.jpg").string)
    try makeDirectory(folder.path.appending("out"))
    try link("out/annotated", to: "../photos")
    try link("out/photos", to: "../photos")
  }

  private func link(_ name: String, to destination: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path.pushing(FilePath(name)).string, withDestinationPath: destination)
  }

  private static let files = [
    "photos/a.jpg", "photos/sub/b.jpg", "linked.jpg", "elsewhere/a.jpg", "hard.jpg",
    "photos/sub/../a.jpg", "elsewhere/sub/b.jpg", "out/annotated/a.jpg", "./photos/./a.jpg",
    "out/../photos/a.jpg", "new.txt",
  ]
  private static let folders = [
    "photos", "photos/sub", ".", "elsewhere", "out", "photos/..", "out/photos", "new",
  ]
  private static let writers: [(arguments: [String], option: String, isFolder: Bool)] = [
    (["graph", "export"], "--out", false),
    (["graph", "render", "--format", "svg"], "--out", false),
    (["export", "faces"], "--out", false), (["export", "faces", "--vectors"], "--out", false),
    (["export", "people"], "--out", false),
    (["graph", "export", "--format", "gexf"], "--out", false),
    (["epsilon"], "--csv", false), (["epsilon"], "--svg", false),
    (["people", "sheet", "0", "--format", "png"], "--out", false),
    (["annotate"], "--out", true), (["frames", "photos/a.jpg"], "--out", true),
    (["run", "photos"], "--out", true), (["run", "photos/a.jpg"], "--out", true),
    (["search", "photos/a.jpg"], "--sheet", false),
    (["report", "--show-all"], "--out", true), (["custody", "export"], "--out", true),
    (["custody", "stamp"], "--out", false), (["xmp"], "--out", true),
  ]

  @Test func noneChanges() throws {
    let before = try contents()
    var tries = 0
    var refused = 0
    while tries < 200 {
      for writer in Self.writers where tries < 200 {
        let places = writer.isFolder ? Self.folders : Self.files
        let place = places[tries / Self.writers.count % places.count]
        let force = tries % 2 == 0 ? ["--force"] : []
        let outcome = try run(writer.arguments + [writer.option, place] + force)
        refused += outcome.status == 0 ? 0 : 1
        #expect(try contents() == before, "\(writer.arguments) \(place)")
        tries += 1
      }
    }
    #expect(refused > 100)
  }

  /// Every original's bytes, and that it is the same file.
  private func contents() throws -> [String] {
    try ["a.jpg", "sub/b.jpg"].map { name in
      let path = photos.pushing(FilePath(name))
      let attributes = try FileManager.default.attributesOfItem(atPath: path.string)
      return
        "\(attributes[.systemFileNumber] ?? 0) \(String(decoding: try readFile(path), as: UTF8.self))"
    }
  }
}
