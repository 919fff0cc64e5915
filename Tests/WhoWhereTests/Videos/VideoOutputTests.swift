import CaseStore
import Domain
import Drawing
import FaceVision
import Files
import Foundation
import GraphFormats
import SystemPackage
import TestSupport
import Testing
import WhoWhere

/// What a case says and draws of a video: when somebody is to be seen.
@Suite(
  .enabled(
    if: ProjectFiles.areFetched && VideoComposer.program != nil,
    "`make setup` fetches models and samples; needs ffmpeg"))
struct VideoOutputTests {
  private let test: VideoCase
  private let snapshot: CaseSnapshot

  init() throws {
    test = try VideoCase()
    try test.compose([("obama.jpg", 3), ("biden.jpg", 3), ("obama.jpg", 3)], to: "clip.mp4")
    try test.index(IndexSettings(sampling: .milliseconds(500), jobs: 2))
    try test.cluster()
    snapshot = try CaseSnapshot(of: test.storage())
  }

  private func output() throws -> OutputFolder {
    try WriteGuard(record: test.storage(), sources: [test.input], isForced: false)
      .folder(test.folder.path.appending("out"))
  }

  /// Obama is there from 0 to 3 and from 6 to 9 s, Biden between.
  @Test func spansAreTheSameInTablesAndQueries() throws {
    let table = MemorySink()
    try TableExports(of: CaseGraphs(of: snapshot)).writeMoments(to: table)
    let lines = String(decoding: table.bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      .dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let reader = try CaseReader(in: test.folder.path.appending("case"))
    let spans = try reader.run(
      "SELECT start_ms, end_ms, person_id, frames FROM span ORDER BY start_ms, person_id")
    #expect(lines.count >= 3 && lines.count == spans.rows.count)
    for (line, span) in zip(lines, spans.rows) {
      let shown = [line[1], line[2], line[3], line[5]].map { QueryValue.integer(Int64($0) ?? -1) }
      #expect(shown == span)
    }
    let persons = lines.map { String($0[3]) }
    let starts = lines.compactMap { Int($0[1]) }
    #expect(persons.first == persons.last)
    #expect(Set(starts).isSuperset(of: [0, 3000, 6000]))

    let sections = try MediaListing(reader).details(of: snapshot.media[0].id).sections
    #expect(
      sections.map(\.name) == ["media", "video", "moments", "files", "faces", "metadata", "events"])
  }

  @Test func spellsAreSecondsWhereNothingIsDated() throws {
    let graph = try CaseGraphs(of: snapshot).faceGraphDocument(isDynamic: true)
    #expect(graph.spellUnit == .plain)
    let spells = try #require(graph.edgeSpells)
    let starts = (0..<spells.count).flatMap { spells[$0].map(\.start) }
    #expect(Set(starts).isSuperset(of: [0, 3, 6]))
    #expect(graph.details.contains("seconds"))
    let people = try CaseGraphs(of: snapshot).peopleGraphDocument(isDynamic: true)
    #expect(people.details.hasPrefix("A pair: shown at once"))
    #expect(people.edgeCount == 0)
  }

  @Test func keyFramesAndSheets() throws {
    let report = try Annotator(
      snapshot, of: test.storage(), jobs: 2, progress: SilentProgress()
    ).write(to: output())
    #expect(report.failures.isEmpty && report.written >= 3)
    let files = try FileListing(root: test.folder.path.appending("out")).files
    #expect(files.allSatisfy { $0.relativePath.string.hasPrefix("clip.mp4-moments/") })
    #expect(files.allSatisfy { OutputMark.isPresent(in: (try? readFile($0.path)) ?? []) })
    let again = try Annotator(
      snapshot, of: test.storage(), jobs: 2, progress: SilentProgress()
    ).write(to: output())
    #expect(again.written == 0 && again.unchanged == report.written)

    let sheet = try MomentSheet(of: snapshot.media[0].id, in: snapshot, as: .png)
    #expect(sheet.failures.isEmpty)
    #expect(sheet.sheet.sections[0].tiles.count >= 3)
    let obama = try #require(snapshot.persons.first)
    let person = try PersonSheet(of: obama.id, in: snapshot, as: .png)
    #expect(person.sheet.sections[0].tiles.count < obama.faceCount)
    #expect(person.sheet.subtitle.contains("one of each appearance in a video"))
  }

  @Test(arguments: ["mp4", "mkv", "webm", "avi", "ts"])
  func copiesKeepFramesTimesAndSound(_ ending: String) throws {
    let source = test.input.appending("sound.\(ending)")
    let codec =
      [
        "webm": ["-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"],
        "avi": ["-c:v", "mpeg4", "-c:a", "mp3"],
      ][ending] ?? ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"]
    try VideoComposer.run(
      [
        "-i", test.input.appending("clip.mp4").string, "-f", "lavfi", "-i", "sine=frequency=440",
        "-t", "4",
      ] + codec + [source.string])
    try test.index(IndexSettings(sampling: .milliseconds(500), jobs: 2))
    try test.cluster()
    let storage = try test.storage()
    let snapshot = try CaseSnapshot(of: storage)
    let report = try Annotator(
      snapshot, of: storage, copiesVideos: true, jobs: 2, progress: SilentProgress()
    ).write(to: output())
    #expect(report.failures.isEmpty && report.videos == 2)
    let name = "sound.\(ending)" + (ending == "ts" ? ".mkv" : "")
    let copy = test.folder.path.appending("out/\(name)")
    func frames(_ path: FilePath) throws -> [Int] {
      let video = try Video(path: path)
      var times: [Int] = []
      while let frame = video.next(from: times.count) { times.append(frame.milliseconds) }
      return times
    }
    let (before, after) = (try frames(source), try frames(copy))
    #expect(abs(before.count - after.count) <= 1)
    // Some containers begin where the sound does.
    let shift = after[0] - before[0]
    #expect(abs(shift) <= 10)
    #expect(zip(before, after).allSatisfy { abs($0 + shift - $1) <= 2 })
    #expect(try Video(path: copy).properties.codec == Video(path: source).properties.codec)
    // There is sound, as long as the pictures.
    let wave = test.folder.path.appending("sound.wav")
    try VideoComposer.run(["-i", copy.string, "-map", "0:a:0", wave.string])
    let size = try readFile(wave).count
    #expect(abs(Double(size) / 44_100 / 2 - 4) < 0.8 || abs(Double(size) / 48_000 / 2 - 4) < 0.8)
    // The copy is no evidence.
    #expect(try storage.outputs().contains { $0.location == copy })
  }
}
