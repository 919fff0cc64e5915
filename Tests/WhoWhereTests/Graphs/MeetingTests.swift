import CaseStore
import Domain
import Files
import SystemPackage
import TestSupport
import Testing
import WhoWhere

/// Who was in a video at once, and who an hour apart.
struct MeetingTests {
  @Test func videosTellWhoWasThereAtOnce() throws {
    let folder = try TemporaryFolder()
    let storage = try SQLiteCase(creatingIn: folder.path)
    let run = try storage.begin(
      NewRun(command: "index", version: "1", parameters: "{}", models: "{}"))
    let source = try storage.sourceFolder(Array("/v".utf8), label: "")
    func file(_ name: String, _ kind: Media.Kind, _ times: [Int?]) -> IndexedFile {
      IndexedFile(
        file: MediaFile(
          sourceID: source.id, location: Array("/v/\(name)".utf8), path: name, size: 1, modified: 1),
        media: Media(
          sha256: ContentHash.of(Array(name.utf8)), kind: kind, format: "", size: 1, width: 900,
          height: 100, recipe: .test("test")),
        faces: times.enumerated().map { place, time in
          NewFace(
            time: time, box: FaceBox(top: 0, right: 90 * place + 80, bottom: 80, left: 90 * place),
            score: 1,
            quality: 1, size: 1, sharpness: 1, pose: 1, landmarks: [], encoder: .dlib,
            embedding: [Float](repeating: 0.1, count: FaceTable.dimension))
        })
    }
    try storage.save([
      file("a.mp4", .video, [0, 1000, 2000, 1000, 2000, 3_600_000]),
      file("b.jpg", .photo, [nil, nil]),
    ])
    try storage.assign(
      [0, 0, 0, 1, 1, 2, 0, 1], faceIDs: try storage.faces().ids, run: run)
    func table(_ unit: GraphSelection.Unit) throws -> (Substring) -> [Substring] {
      let sink = MemorySink()
      try TableExports(
        of: CaseGraphs(of: CaseSnapshot(of: storage), selection: GraphSelection(unit: unit))
      ).writeCooccurrences(to: sink)
      let rows = sink.text.split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      let columns = Dictionary(uniqueKeysWithValues: zip(rows[0], 0...))
      return { name in rows.dropFirst().map { $0[columns[name]!] } }
    }
    let inMedia = try table(.media)
    #expect(inMedia("person_a") == ["0", "0", "1"])
    #expect(inMedia("person_b") == ["1", "2", "2"])
    #expect(inMedia("weight") == ["2", "1", "1"])
    #expect(inMedia("frames") == ["3", "0", "0"])
    #expect(inMedia("gap_ms") == ["0", "3598000", "3598000"])
    // By default two people are a pair where they are seen at once.
    let atOnce = try table(.once)
    #expect(atOnce("person_a") == ["0"] && atOnce("person_b") == ["1"])
    #expect(atOnce("weight") == ["2"] && atOnce("frames") == ["3"])
  }
}
