import Foundation
import SystemPackage
import TestSupport
import Testing

/// A face that the detector missed is added by hand and stays, as a user does it.
@Suite(.enabled(if: ProjectFiles.areFetched)) struct AddedFaceTests {
  private let folder: TemporaryFolder
  private let run: CommandLine

  /// The largest and the smallest face of a photo, as a search for small faces finds them.
  private struct Face: Decodable {
    let face: Int
    let person: Int?
    let top, right, bottom, left: Int
    let quality: Double
    var box: String { "\(top),\(right),\(bottom),\(left)" }
    var side: Int { bottom - top }
  }
  private struct Media: Decodable { let faces: [Face] }
  private struct DecisionRow: Decodable {
    let kind: String
    let person: Int?
    let author: String
    let undone: String?
  }

  init() throws {
    folder = try TemporaryFolder()
    run = CommandLine(folder: folder.path)
    try FileManager.default.createDirectory(
      atPath: folder.path.appending("photos").string, withIntermediateDirectories: true)
    for name in ["IMG_0001.jpg", "IMG_0002.jpg"] {
      try FileManager.default.copyItem(
        atPath: ProjectFiles.samples.appending("photos/2016-01-20 Press/\(name)").string,
        toPath: folder.path.appending("photos/\(name)").string)
    }
  }

  @discardableResult
  private func must(_ arguments: String...) throws -> String {
    let outcome = try run(arguments)
    #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
    return outcome.output
  }

  private func faces(in case: String) throws -> [Face] {
    let text = try must("media", "IMG_0001.jpg", "--case", `case`, "--format", "json")
    return try JSONDecoder().decode(Media.self, from: Data(text.utf8)).faces
  }

  private func decisions() throws -> [DecisionRow] {
    let text = try must("people", "decisions", "--format", "json", "--case", "c")
    return try JSONDecoder().decode([DecisionRow].self, from: Data(text.utf8))
  }

  @Test func anAddedFaceOutlivesDetectorsAndEncodersUntilItIsUndone() throws {
    try must("index", "photos", "--case", "all")
    let all = try faces(in: "all")
    let missed = try #require(all.min { $0.side < $1.side })
    // So coarse a search finds nobody.
    try must("index", "photos", "--case", "c", "--min-face", "400")
    #expect(try faces(in: "c").isEmpty)

    let told = try must(
      "people", "add", "IMG_0001.jpg", "--box", missed.box, "--case", "c", "--author", "Ada")
    #expect(told.contains("Decision 1: a face was added, nobody"))
    let added = try #require(try faces(in: "c").first)
    #expect(added.box == missed.box && added.person == nil)
    // Encoded at its place, it is the face that the detector would have found there.
    let match = try must(
      "query", "--case", "c", "--format", "csv", "--sql", "SELECT drawn, score > 0.5 FROM face")
    #expect(match.contains("1,1"))
    #expect(abs(added.quality - missed.quality) < 0.1)

    let again = try run(["people", "add", "IMG_0001.jpg", "--box", missed.box, "--case", "c"])
    #expect(again.status == 1 && again.errors.contains("face \(added.face)"))
    let outside = try run(["people", "add", "IMG_0001.jpg", "--box", "0,99999,50,0", "--case", "c"])
    #expect(outside.status == 1 && outside.errors.contains("leaves the picture"))
    #expect(
      try run(["people", "add", "IMG_0001.jpg", "--box", "9,1,2", "--case", "c"]).status == 64)
    let moment = try run([
      "people", "add", "IMG_0001.jpg", "--box", missed.box, "--time", "1s", "--case", "c",
    ])
    #expect(moment.status == 1 && moment.errors.contains("photo"))

    try must("people", "assign", "\(added.face)", "new", "--case", "c")
    for again in [["--min-face", "500"], ["--min-face", "400", "--encoder", "dlib"]] {
      #expect(try run(["index", "photos", "--case", "c"] + again).status == 0)
      let faces = try faces(in: "c")
      #expect(faces.map(\.box) == [missed.box] && faces.map(\.person) == [0], "\(again)")
    }
    // Where a detector finds it after all, it is one face, and still the person's.
    try must("index", "photos", "--case", "c")
    let found = try faces(in: "c")
    #expect(found.count == all.count && found.filter { $0.person == 0 }.count == 1)

    // Undone, it is gone where nobody else found it.
    try must("people", "undo", "--case", "c")
    try must("people", "undo", "--case", "c", "--author", "Ben")
    #expect(try faces(in: "c").count == all.count)
    #expect(try decisions().map(\.kind) == ["add", "assign"])
    #expect(try decisions().allSatisfy { $0.undone != nil })
    #expect(try decisions().map(\.author) == ["Ada", "ada"])
    try must("index", "photos", "--case", "c", "--min-face", "400")
    #expect(try faces(in: "c").isEmpty)
  }

  @Test func anAddedFaceIsSomebodysAtOnceAndGoesWhenUndone() throws {
    try must("index", "photos", "--case", "c", "--min-face", "400")
    try must("index", "photos", "--case", "all")
    let boxes = try faces(in: "all").map(\.box)
    try must("people", "add", "IMG_0001.jpg", "--box", boxes[0], "--case", "c")
    let first = try #require(try faces(in: "c").first)
    try must("people", "assign", "\(first.face)", "new", "--case", "c")
    let twice = try run([
      "people", "add", "IMG_0001.jpg", "--box", boxes[1], "--person", "0", "--case", "c",
    ])
    #expect(twice.status == 1 && twice.errors.contains("is in this picture already"))
    try must(
      "people", "add", "IMG_0002.jpg", "--box", boxes[0], "--person", "0", "--case", "c")
    let added = try must("people", "--case", "c", "--format", "csv")
    #expect(added.contains("\n0,,2,2,"))
    try must("cluster", "--case", "c")
    #expect(try must("people", "--case", "c", "--format", "csv").contains("\n0,,2,2,"))
    try must("people", "undo", "3", "--case", "c")
    #expect(try must("people", "--case", "c", "--format", "csv").contains("\n0,,1,1,"))
  }
}
