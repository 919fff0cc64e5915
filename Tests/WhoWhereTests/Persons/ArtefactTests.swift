import CaseStore
import Domain
import Testing
import WhoWhere

struct ArtefactTests {
  /// Two people in three photos, and a thing beside them in two that the detector doubts.
  private func album() throws -> VectorCase {
    let album = try VectorCase([])
    let source = try album.storage.sourceFolder(Array("/photos".utf8), label: "")
    let photos: [[(person: Int, score: Float)]] = [
      [(0, 0.93), (1, 0.92), (2, 0.7)], [(0, 0.9), (1, 0.94), (2, 0.68)], [(0, 0.9), (1, 0.9)],
    ]
    try album.storage.save(
      photos.enumerated().map { i, faces in
        IndexedFile(
          file: MediaFile(
            sourceID: source.id, location: Array("/photos/\(i).jpg".utf8), path: "\(i).jpg",
            size: 1,
            modified: 1),
          media: Media(
            sha256: String(repeating: "\(i)", count: 64), kind: .photo, format: "jpeg", size: 1,
            width: 1000, height: 200,
            recipe: .found(
              Recipe.Finding(
                detector: "yunet", smallestFace: 16, encoder: .dlib, averagesMirror: true,
                sampling: nil, models: []))
          ),
          faces: faces.enumerated().map { j, face in
            NewFace(
              box: FaceBox(top: 10, right: 100 * j + 90, bottom: 110, left: 100 * j + 10),
              score: face.score, quality: 0.6, size: 0.5, sharpness: 0.4, pose: 0.9, landmarks: [],
              encoder: .dlib,
              embedding: VectorCase.embedding(.init(person: face.person, shift: 0.02 * Float(i))))
          })
      })
    try album.cluster()
    #expect(try album.persons() == [0, 1, 2, 0, 1, 2, 0, 1])
    try album.storage.measureConfidence()
    return album
  }

  private func graph(_ album: VectorCase, all: Bool = false) throws -> Cooccurrence {
    var selection = GraphSelection()
    selection.includesArtefacts = all
    return try Cooccurrence(in: CaseSnapshot(of: album.storage), selection: selection)
  }

  @Test func artefactsStayOutOfTheGraphAndAreCounted() throws {
    let album = try album()
    #expect(try album.storage.persons().map(\.isArtefact) == [false, false, true])
    let people = try graph(album)
    #expect(people.snapshot.persons.map(\.id) == [0, 1] && people.artefactCount == 1)
    #expect(people.people.graph.edgeCount == 1)
    let all = try graph(album, all: true)
    #expect(all.people.graph.edgeCount == 3 && all.artefactCount == 0)
    // What the case keeps is the same graph.
    let kept = try NamedGraph(of: CaseReader(in: album.folder.path))
    #expect(kept.ids == ["0", "1"] && kept.graph.edgeCount == 1)
    #expect(try kept.artefactCount() == 1)
  }

  @Test func whoeverHasANameOrIsConfirmedIsNone() throws {
    let album = try album()
    _ = try album.curation().name(2, "Oscar")
    #expect(try album.storage.persons().map(\.isArtefact) == [false, false, false])
    #expect(try graph(album).artefactCount == 0)
    _ = try album.curation().undo()
    #expect(try graph(album).artefactCount == 1)
    _ = try album.curation().confirm(2)
    try album.storage.setConfidence(
      faces: [], persons: [], since: album.storage.decisionRevision())
    try album.storage.measureConfidence()
    #expect(try graph(album).artefactCount == 0)
  }
}
