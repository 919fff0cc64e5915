import CaseStore
import Domain
import FaceVision
import Files
import SystemPackage
import TestSupport
import Testing
import WhoWhere

/// A track of a video is one observation of a person.
@Suite(
  .enabled(
    if: ProjectFiles.areFetched && VideoComposer.program != nil,
    "`make setup` fetches models and samples; needs ffmpeg"))
struct TrackTests {
  @Test func aTrackIsAPersonAndItsFramesAreTheEvidence() throws {
    let test = try VideoCase()
    try test.compose([("obama.jpg", 4), ("biden.jpg", 4)], to: "clip.mp4")
    try test.index(IndexSettings(sampling: .milliseconds(500), jobs: 2))
    let faces = try test.storage().faces()
    #expect(faces.tracks.allSatisfy { $0 != nil })
    let large = (0..<faces.count).filter { faces.boxes[$0].width > 60 }
    #expect(Set(large.map { faces.tracks[$0] }).count == 2)
    let report = try test.cluster()
    #expect(report.persons == 2)
    let persons = try test.storage().faces().personIDs
    for track in Set(large.map { faces.tracks[$0] }) {
      let rows = large.filter { faces.tracks[$0] == track }
      #expect(rows.count == 8)
      #expect(Set(rows.map { persons[$0] }).count == 1 && persons[rows[0]] != nil)
    }

    // A face that somebody takes out of a track stays out; the others stay together.
    let person = try #require(persons[large[0]])
    _ = try Curation(of: test.storage(), author: "Ada")
      .reject(person, faces: [faces.ids[large[3]]])
    try test.cluster()
    let after = try test.storage().faces().personIDs
    #expect(after[large[3]] != person)
    #expect(large.prefix(3).allSatisfy { after[$0] == person })
  }
}
