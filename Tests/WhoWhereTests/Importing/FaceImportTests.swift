import CaseStore
import Domain
import FaceVision
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing
import WhoWhere

struct FaceImportTests {
  private let folder: TemporaryFolder
  private let storage: SQLiteCase

  init() throws {
    folder = try TemporaryFolder()
    storage = try SQLiteCase(creatingIn: folder.path.appending("case"))
  }

  private func vector(_ person: Int, _ shift: Float = 0) -> String {
    "["
      + VectorCase.embedding(.init(person: person, shift: shift)).map { "\($0)" }
      .joined(separator: ",") + "]"
  }

  private func run(_ lines: String...) throws -> FaceImport.Report {
    let file = folder.path.appending("faces.ndjson")
    try writeAtomically(Array(lines.joined(separator: "\n").utf8), to: file)
    return try FaceImport(of: file).run(into: storage)
  }

  @Test func readsDocumentsBareAndWrapped() throws {
    let report = try run(
      #"{"my_text":"a.jpg","coord":[10,60,70,5],"my_vector":\#(vector(0))}"#, "",
      #"{"_index":"i","_id":"7","_source":{"my_text":"a.jpg","my_vector":\#(vector(1)),"coord":"(10, 160, 70, 105)"}}"#,
      #"{"my_text":"b\n.jpg","coord":{"top":1,"right":4,"bottom":3,"left":2},"my_vector":\#(vector(0, 0.1))}"#
        + "\r",
      #"{"my_text":"c.jpg","my_vector":\#(vector(1, 0.1))}"#)
    #expect(report.faces == 4 && report.media == 3 && report.duplicates == 0)
    #expect(report.failures.isEmpty)
    let faces = try storage.faces()
    #expect(faces.boxes.map(\.top) == [10, 10, 1, 0])
    #expect(faces.boxes.map(\.left) == [5, 105, 2, 0])
    #expect(Array(faces.embedding(1)) == VectorCase.embedding(.init(person: 1)))
    #expect(try storage.files().map(\.path) == ["a.jpg", "b\n.jpg", "c.jpg"])
    _ = try ClusterJob(on: storage, settings: ClusterSettings(), progress: SilentProgress()).run()
    #expect(try storage.faces().personIDs == [0, 1, 0, 1])
  }

  @Test func doesNothingTwice() throws {
    let line = #"{"my_text":"a.jpg","coord":[10,60,70,5],"my_vector":\#(vector(0))}"#
    #expect(try run(line, line).duplicates == 1)
    let faces = try storage.faces().ids
    _ = try run(line)
    #expect(try storage.faces().ids == faces)
    _ = try run(line, #"{"my_text":"a.jpg","coord":[10,160,70,105],"my_vector":\#(vector(1))}"#)
    #expect(try storage.faces().count == 2)
    #expect(try storage.media().count == 1)
  }

  @Test func writesTheSameShapeBack() throws {
    let lines =
      FaceDocument(
        path: "ä/\"1\".jpg", embedding: VectorCase.embedding(.init(person: 3, shift: 0.1)),
        box: FaceBox(top: 1, right: 4, bottom: 3, left: 2)
      ).line
      + FaceDocument(
        path: "v.mp4", embedding: VectorCase.embedding(.init(person: 4, shift: 1e-8)), box: nil,
        time: 40
      ).line
    _ = try run(lines)
    let sink = MemorySink()
    try FaceDocuments(of: CaseSnapshot(of: storage, withEmbeddings: true)).write(to: sink)
    #expect(Set(sink.text.split(separator: "\n")) == Set(lines.split(separator: "\n")))
  }

  @Test(arguments: [
    ("[1]", ImportError.Problem.wrongDimension(1)),
    ("[" + [String](repeating: "0", count: 128).joined(separator: ",") + "]", .zero),
    ("null", .noVector),
  ])
  func aWrongVectorStopsEverything(vector bad: String, problem: ImportError.Problem) throws {
    let file = folder.path.appending("faces.ndjson")
    #expect(throws: ImportError.line(2, of: displayName(file), problem)) {
      try run(
        #"{"my_text":"a.jpg","my_vector":\#(vector(0))}"#,
        #"{"my_text":"b.jpg","my_vector":\#(bad)}"#)
    }
    #expect(try storage.media().isEmpty)
  }

  @Test(arguments: [
    "no json", "[]", #"{"my_vector":[1]}"#, #"{"my_text":"a.jpg","my_vector":[NaN]}"#,
    #"{"my_text":"a.jpg","my_vector":[1e999]}"#, #"{"my_text":"a.jpg","my_vector":"x"}"#,
    #"{"my_text":"a.jpg","coord":[1,2,3],"my_vector":[1]}"#,
    #"{"my_text":"a.jpg","coord":[70,60,10,5],"my_vector":[1]}"#,
    #"{"my_text":"a.jpg","coord":[0,1e99,10,5],"my_vector":[1]}"#, "\u{0}{",
  ])
  func otherLinesAreErrors(line: String) throws {
    #expect(throws: ImportError.self) { try run(line) }
    #expect(try storage.media().isEmpty)
  }

  @Test func anEmptyFileIsAnError() throws {
    #expect(throws: ImportError.self) { try run("", " ") }
    #expect(throws: FileError.self) {
      try FaceImport(of: folder.path.appending("missing"))
    }
  }

  @Test func photosThatWereIndexedStay() throws {
    let photo = folder.path.appending("a.jpg")
    try writeAtomically([1], to: photo)
    let source = try storage.sourceFolder(folder.path.bytes, label: "")
    try storage.save([
      IndexedFile(
        file: MediaFile(
          sourceID: source.id, location: photo.bytes, path: "a.jpg", size: 1, modified: 1),
        media: Media(
          sha256: ContentHash.of([1]), kind: .photo, format: "jpeg", size: 1, width: 9, height: 9,
          recipe: .test("test")),
        faces: [])
    ])
    let report = try run(#"{"my_text":"\#(photo.string)","my_vector":\#(vector(0))}"#)
    #expect(report.failures.map(\.reason) == ["known"])
    #expect(try storage.media().map(\.recipe) == [.test("test")])
  }

  @Test func facesOfAPhotoMayBeFarApartInTheFile() throws {
    let count = 9000
    let lines = (0..<count).map { i in
      #"{"my_text":"\#(i % 3000).jpg","coord":[0,\#(10 + i),9,\#(i)],"my_vector":\#(vector(i % 90))}"#
    }
    let file = folder.path.appending("faces.ndjson")
    try writeAtomically(Array(lines.joined(separator: "\n").utf8), to: file)
    let report = try FaceImport(of: file).run(into: storage)
    #expect(report.faces == count && report.media == 3000)
    let faces = try storage.faces()
    #expect(faces.count == count)
    #expect(Set(faces.mediaIDs).count == 3000)
    #expect(Array(faces.boxes.prefix(3)).map(\.left) == [0, 3000, 6000])
  }

  @Test func aFileThatCannotBeReadTwiceIsAnError() throws {
    let file = folder.path.appending("faces.ndjson")
    func write(_ paths: [String]) throws {
      let lines = paths.map { #"{"my_text":"\#($0)","my_vector":\#(vector(0))}"# + "\n" }
      try writeAtomically(Array(lines.joined().utf8), to: file)
    }
    for paths in [["a.jpg"], ["a.jpg", "c.jpg"], ["a.jpg", "b.jpg", "b.jpg"]] {
      try write(["a.jpg", "b.jpg"])
      let faces = try FaceImport(of: file)
      try write(paths)
      #expect(throws: ImportError.changed(displayName(file))) { try faces.run(into: storage) }
    }
    #expect(try CaseReader(in: folder.path.appending("case")).run("SELECT * FROM run").rows.isEmpty)
  }

  @Test func anEndlessLineIsAnError() throws {
    let file = folder.path.appending("faces.ndjson")
    let good = #"{"my_text":"a.jpg","my_vector":\#(vector(0))}"# + "\n"
    for length in [1 << 20, 1 << 23] {
      try writeAtomically(
        Array(good.utf8) + [UInt8](repeating: UInt8(ascii: "["), count: length + 1)
          + Array(("\n" + good).utf8), to: file)
      #expect(throws: ImportError.line(2, of: displayName(file), .tooLong)) {
        try FaceImport(of: file)
      }
    }
  }
}
