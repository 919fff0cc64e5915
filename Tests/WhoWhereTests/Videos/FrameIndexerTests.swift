import CaseStore
import Domain
import FaceVision
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing
import WhoWhere

/// Pictures that are frames of videos are evidence for who is in the video.
@Suite(.enabled(if: ProjectFiles.areFetched, "`make setup` fetches models and samples"))
struct FrameIndexerTests {
  private let test: VideoCase
  init() throws { test = try VideoCase() }

  private func putFrames() throws {
    try test.put(VideoCase.photo("obama.jpg"), at: "frames/party.mp4___0.jpg")
    try test.put(VideoCase.photo("biden.jpg"), at: "frames/party.mp4__50.jpg")
    try test.put(VideoCase.photo("obama2.jpg"), at: "frames/party.mp4___100.jpg")
  }

  @Test func framesAreOfOneVideoWithoutAHash() throws {
    try putFrames()
    let report = try test.index()
    #expect(report.videoFrames == 3 && report.newMedia == 1 && report.failures.isEmpty)
    let media = try #require(try test.storage().media().first)
    #expect(try test.storage().media().count == 1)
    #expect(media.kind == .video && media.contentHash == nil)
    #expect(try test.storage().files().map(\.path) == ["frames/party.mp4"])
    // Nobody knows when the frames are shown, but they are three.
    let faces = try test.storage().faces()
    #expect((0..<faces.count).allSatisfy { faces.milliseconds($0) == nil })
    #expect(Set(faces.times).count == 3)

    try test.cluster()
    let snapshot = try CaseSnapshot(of: test.storage())
    #expect(snapshot.appearances.allSatisfy { $0.media == 0 })
    let graphs = try CaseGraphs(of: snapshot)
    #expect(graphs.people.graph.edgeCount == 0)

    // Once more, nothing is new; with a rate, frames have times.
    let again = try test.index()
    #expect(again.newFaces == 0 && again.knownFiles == 3)
    try test.index(IndexSettings(frameRate: 25, jobs: 2))
    let timed = try test.storage().faces()
    #expect(Set(timed.times) == [0, 2000, 4000])
    #expect(timed.ids == faces.ids)
  }

  @Test func facesAreCutOutOfTheFrames() throws {
    try putFrames()
    try test.index()
    try test.cluster()
    let snapshot = try CaseSnapshot(of: test.storage())
    let person = try #require(snapshot.persons.first)
    let sheet = try PersonSheet(of: person.id, in: snapshot, as: .png)
    #expect(sheet.failures.isEmpty)
    #expect(sheet.sheet.sections[0].tiles[0].lines[0].contains("frame "))
  }

  @Test(.enabled(if: VideoComposer.program != nil, "needs ffmpeg"))
  func theVideoTakesThePlaceOfItsFrames() throws {
    try putFrames()
    try test.index()
    try test.cluster()
    let named = try #require(try test.storage().persons().first)
    _ = try Curation(of: test.storage(), author: "Ada").name(named.id, "Barack")

    try test.compose(
      [("obama.jpg", 2), ("biden.jpg", 2), ("obama2.jpg", 2)], to: "party.mp4")
    let report = try test.index()
    #expect(report.videoFrames == 3 && report.failures.isEmpty)
    let media = try test.storage().media()
    #expect(media.count == 1 && media[0].contentHash != nil)
    #expect(try test.storage().files().map(\.path) == ["party.mp4"])
    #expect(try test.storage().frameFiles().map(\.number) == [0, 50, 100])
    try test.cluster()
    let barack = try #require(try test.storage().persons().first { $0.name == "Barack" })
    #expect(barack.id == named.id && barack.faceCount > 0)

    // And both at once count once, too.
    let both = try VideoCase()
    for name in ["party.mp4", "frames/party.mp4___0.jpg", "frames/party.mp4___100.jpg"] {
      try both.put(readFile(test.input.appending(name)), at: name)
    }
    try both.index()
    #expect(try both.storage().media().count == 1)
    #expect(try both.index().newMedia == 0)
  }

  @Test func framesThatAreGoneLeaveTheCase() throws {
    try putFrames()
    try test.index()
    let before = try test.storage().faces().count
    try FileManager.default.removeItem(
      atPath: test.input.appending("frames/party.mp4__50.jpg").string)
    try test.index()
    #expect(try test.storage().faces().count < before)
    #expect(try test.storage().frameFiles().map(\.number) == [0, 100])
  }

  @Test(.enabled(if: VideoComposer.program != nil, "needs ffmpeg"))
  func twoVideosOfOneNameStayApart() throws {
    try test.compose([("obama.jpg", 1)], to: "a/party.mp4")
    try test.compose([("biden.jpg", 1)], to: "b/party.mp4")
    let output = test.folder.path.appending("frames")
    let folder = try WriteGuard(record: nil, sources: [], isForced: false).folder(output)
    let result = try FrameExtractor(every: 10, progress: SilentProgress()).extract(
      ["a", "b"].map { test.input.appending("\($0)/party.mp4") }, into: folder)
    #expect(result.frames == 6 && result.failures.isEmpty)
    let frames = try FileListing(root: output).files.map(\.relativePath)
    #expect(Set(frames.map { $0.removingLastComponent() }).count == 2)
    #expect(
      Set(frames.map { $0.lastComponent?.string }) == [
        "party.mp4___0.jpg", "party.mp4___10.jpg", "party.mp4___20.jpg",
      ])
    // The frames alone are two videos, and find theirs when these appear.
    let other = try VideoCase()
    for frame in frames {
      try other.put(readFile(output.appending(frame.components)), at: "f/" + frame.string)
    }
    try other.index()
    #expect(try other.storage().media().count == 2)
    for name in ["a", "b"] {
      try other.put(readFile(test.input.appending("\(name)/party.mp4")), at: "\(name)/party.mp4")
    }
    try other.index()
    #expect(try other.storage().media().allSatisfy { $0.contentHash != nil })
    #expect(Set(try other.storage().frameFiles().map(\.mediaID)).count == 2)
  }
}
