import CaseStore
import Domain
import Files
import GraphAnalysis
import ParallelLoops
import TestSupport
import Testing
import WhoWhere

/// The people graph is defined by `Cooccurrence`; what a case keeps of it is a cache.
@Suite struct PeopleGraphTests {
  /// A made-up case: photos and videos, dated and not, some content under several names, persons
  /// with several faces in one picture, faces of nobody. Persons change a few times.
  private func generated(seed: UInt64) throws -> (folder: TemporaryFolder, store: SQLiteCase) {
    var random = SplitMix64(seed: seed)
    let folder = try TemporaryFolder()
    let store = try SQLiteCase(creatingIn: folder.path)
    let run = try store.begin(
      NewRun(command: "test", version: "1", parameters: "{}", models: "{}"))
    let source = try store.sourceFolder(Array("/p".utf8), label: "")
    var files: [IndexedFile] = []
    for item in 0..<40 {
      let isVideo = Int.random(in: 0..<4, using: &random) == 0
      let content = Int.random(in: 0..<30, using: &random)
      // Every name of a content shows the same, so what it shows hangs on the content alone.
      var shown = SplitMix64(seed: seed &* 1000 &+ UInt64(content))
      let kind: Media.Kind = content % 4 == 0 || isVideo && content > 25 ? .video : .photo
      let date =
        content % 3 == 0 ? nil : "2024-0\(1 + content % 9)-0\(1 + content % 7)T10:00:00Z"
      let faces = (0..<Int.random(in: 0..<6, using: &shown)).map { place in
        NewFace(
          time: kind == .video ? 1000 * Int.random(in: 0..<3, using: &shown) : nil,
          box: FaceBox(top: 0, right: 90 * place + 80, bottom: 80, left: 90 * place), score: 1,
          quality: Float(Int.random(in: 0..<4, using: &shown)) / 4, size: 1, sharpness: 1, pose: 1,
          landmarks: [], encoder: .dlib,
          embedding: [Float](repeating: 0.1, count: FaceTable.dimension))
      }
      let path = "\(item).jpg"
      files.append(
        IndexedFile(
          file: MediaFile(
            sourceID: source.id, location: Array("/p/\(path)".utf8), path: path, size: 1,
            modified: 0),
          media: Media(
            sha256: ContentHash.of(Array("\(content)".utf8)), kind: kind, format: "jpeg", size: 1,
            width: 640, height: 480, date: date, recipe: .test("test")),
          faces: faces))
    }
    try store.save(files)
    let ids = try store.faces().ids
    for _ in 0..<3 {
      let changed = ids.filter { _ in Int.random(in: 0..<2, using: &random) == 0 }
      try store.assign(
        changed.map { _ in
          let person = Int.random(in: -1..<7, using: &random)
          return person < 0 ? nil : PersonID(person)
        }, faceIDs: changed, run: run)
    }
    try store.forget(Array(try store.files().prefix(3)))
    return (folder, store)
  }

  private func rows(_ sql: String, _ reader: CaseReader) throws -> [[QueryValue]] {
    try reader.run(sql).rows
  }

  private func text(_ text: String?) -> QueryValue { text.map { .text($0) } ?? .null }

  private func number(_ number: Int) -> QueryValue { .integer(Int64(number)) }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func theCaseKeepsWhatTheGraphDefines(seed: UInt64) throws {
    let (folder, store) = try generated(seed: seed)
    let reader = try CaseReader(in: folder.path)
    let snapshot = try CaseSnapshot(of: store)
    let graph = try Cooccurrence(in: snapshot)
    #expect(graph.people.graph.edgeCount > 0)

    let appearances = snapshot.appearances.map { appearance in
      let faces = appearance.faces
      let times = Set(faces.map { snapshot.faces.times[$0] })
      let best = faces.map { snapshot.faces.qualities[$0] }.max()
      return (
        [
          QueryValue(snapshot.persons[appearance.person].id),
          QueryValue(snapshot.media[appearance.media].id), number(faces.count), number(times.count),
        ], Set(faces.filter { snapshot.faces.qualities[$0] == best }.map { snapshot.faces.ids[$0] })
      )
    }
    let kept = try rows(
      "SELECT person_id, media_id, faces, frames, best_face_id FROM appearance ORDER BY 1, 2",
      reader)
    let expected = appearances.sorted { "\($0.0)" < "\($1.0)" }
    for (row, (values, best)) in zip(kept.sorted { "\($0)" < "\($1)" }, expected) {
      #expect(Array(row.prefix(4)) == values)
      #expect(best.contains { QueryValue($0) == row[4] })
    }
    #expect(kept.count == expected.count)

    let persons = snapshot.persons.indices.map { person in
      let media = graph.appearances.groups(of: person).map { Int($0) }
      let dates = snapshot.dates(of: media)
      return [
        QueryValue(snapshot.persons[person].id), number(snapshot.persons[person].faceCount),
        number(media.count), number(media.count { graph.appearances.members(of: $0).count == 1 }),
        number(graph.people.graph.neighbors(of: person).count), text(dates.first),
        text(dates.last),
      ]
    }
    #expect(
      try rows(
        "SELECT id, faces, media, alone, degree, first, last FROM person ORDER BY id", reader)
        == persons)

    let pairs = graph.people.graph.edges.map { edge in
      let evidence = graph.evidence(ofEdge: edge.id)
      let dates = snapshot.dates(of: evidence)
      let frames = evidence.reduce(0) {
        $0 + snapshot.meeting(of: edge.source, edge.target, in: $1).frames
      }
      return [
        QueryValue(snapshot.persons[edge.source].id), QueryValue(snapshot.persons[edge.target].id),
        number(Int(edge.weight)), number(frames), text(dates.first), text(dates.last),
      ]
    }
    #expect(
      try rows(
        """
        SELECT person_a, person_b, media, frames, first, last FROM cooccurrence
        ORDER BY person_a, person_b
        """, reader) == pairs)

    // The graph that questions are asked of, and the evidence they name.
    let asked = try NamedGraph(of: reader)
    #expect(asked.ids == snapshot.persons.map(\.id.description))
    #expect(asked.graph.edges.map(\.weight) == graph.people.graph.edges.map(\.weight))
    let part = NamedGraph(of: graph, reader)
    let bridges = (try asked.bridges(), try part.bridges())
    #expect(bridges.0.rows.map { $0.prefix(5) } == bridges.1.rows.map { $0.prefix(5) })

    // Pairs that share a frame, from the projection of frames.
    let inFrames = try Cooccurrence(in: snapshot, selection: GraphSelection(unit: .frame))
    #expect(
      inFrames.people.graph.edges.map { number(Int($0.weight)) }
        == pairs.map { $0[3] }.filter { $0 != .integer(0) })
  }
}
