import CaseStore
import Domain
import FaceVision
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing
import WhoWhere

/// Sidecars of a small case of real photos.
@Suite(.enabled(if: ProjectFiles.areFetched, "`make setup` fetches models and samples"))
struct SidecarExportTests {
  private let folder: TemporaryFolder
  private let storage: SQLiteCase
  private var input: FilePath { folder.path.appending("in") }

  init() throws {
    folder = try TemporaryFolder()
    let photos = try FileListing(root: ProjectFiles.samples.appending("photos")).files.prefix(3)
    for photo in photos {
      try writeAtomically(
        try readFile(photo.path), to: folder.path.appending("in").pushing(photo.relativePath))
    }
    let caseFolder = folder.path.appending("case")
    _ = try IndexJob(
      [folder.path.appending("in")], caseFolder: caseFolder,
      models: try ModelLibrary(folder: ProjectFiles.models), settings: IndexSettings(jobs: 2),
      progress: SilentProgress()
    ).run()
    storage = try SQLiteCase(in: caseFolder)
    _ = try ClusterJob(on: storage, settings: ClusterSettings(), progress: SilentProgress()).run()
    _ = try Curation(of: storage, author: "Ada").name(0, "Ada L.")
  }

  private func export() throws -> SidecarExport {
    try SidecarExport(try CaseSnapshot(of: storage), of: storage, progress: SilentProgress())
  }

  private func files(_ folder: FilePath) throws -> [String] {
    try FileListing(root: folder).files.map { displayName($0.relativePath) }
  }

  @Test func besideCopiesAndReadBackByAnotherCase() throws {
    let before = try FileListing(root: input).files
    let out = folder.path.appending("out")
    let report = try export().write(
      to: WriteGuard(record: storage).folder(out), withCopies: true)
    #expect(report.failures.isEmpty && report.written > 0 && report.unchanged == 0)
    #expect(try FileListing(root: input).files == before)
    let written = try files(out)
    #expect(written.count == 2 * report.written)
    for sidecar in written where sidecar.hasSuffix(".xmp") {
      let photo = FilePath(String(sidecar.dropLast(4)))
      #expect(try readFile(out.pushing(photo)) == readFile(input.pushing(photo)))
    }
    let again = try export().write(
      to: WriteGuard(record: storage).folder(out), withCopies: true)
    #expect(again.written == 0 && again.unchanged == report.written)

    // What another case reads of them names the same faces.
    let other = folder.path.appending("other")
    _ = try IndexJob(
      [out], caseFolder: other, models: try ModelLibrary(folder: ProjectFiles.models),
      settings: IndexSettings(jobs: 2), progress: SilentProgress()
    ).run()
    let copy = try SQLiteCase(in: other)
    let named = try copy.namedFaces()
    let expected = try storage.faces().personIDs.count { $0 == 0 }
    #expect(named.count == expected)
    #expect(named.allSatisfy { $0.name == "Ada L." && $0.overlap > 0.95 })
    _ = try ClusterJob(on: copy, settings: ClusterSettings(), progress: SilentProgress()).run()
    var proposals = try ProposedNames(in: copy)
    #expect(proposals.proposals.map(\.name) == ["Ada L."])
    #expect(
      try proposals.accept(0.6) { Curation(of: copy, author: "Ben, from \($0)") }.isEmpty)
    let person = try #require(try copy.persons().first { $0.name == "Ada L." })
    // Nobody has confirmed it.
    #expect(person.nameProbability == Double(expected + 1) / Double(expected + 2))
    _ = try Curation(of: copy, author: "Ben").confirm(person.id)
    #expect(try copy.persons().first { $0.id == person.id }?.nameProbability == nil)
  }

  @Test func besideOriginalsNoneIsReplaced() throws {
    let mine = try #require(try FileListing(root: input).files.first)
    let sidecar = FilePath(bytes: mine.path.bytes + Array(".xmp".utf8))
    try writeAtomically(Array("years of work".utf8), to: sidecar)
    let report = try export().writeBesideOriginals(by: WriteGuard(record: storage))
    #expect(try readFile(sidecar) == Array("years of work".utf8))
    #expect(report.failures.count == 1)
    #expect(report.failures.first?.message.contains("never replaced") == true)
    let again = try export().writeBesideOriginals(by: WriteGuard(record: storage))
    #expect(again.written == 0 && again.unchanged == report.written)
    // Another name: what stands is ours, and still is not replaced.
    _ = try Curation(of: storage, author: "Ada").name(0, "Somebody else")
    let renamed = try export().writeBesideOriginals(by: WriteGuard(record: storage))
    #expect(renamed.written == 0 && !renamed.failures.isEmpty)
  }

  @Test func changedAndMissingOriginalsAreSaid() throws {
    let photos = try FileListing(root: input).files
    try writeAtomically(try readFile(photos[0].path) + [0], to: photos[0].path)
    try FileManager.default.removeItem(atPath: photos[1].path.string)
    let report = try export().write(
      to: WriteGuard(record: storage).folder(folder.path.appending("out")), withCopies: false)
    #expect(report.failures.count == 2)
    #expect(
      try files(folder.path.appending("out")).allSatisfy { $0.hasSuffix(".xmp") })
  }
}
