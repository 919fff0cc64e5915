import CaseStore
import FaceVision
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing
import WhoWhere

/// Encoding in two steps gives the case that indexing gives.
@Suite(.enabled(if: ProjectFiles.areFetched)) struct FileEncoderTests {
  private let folder: TemporaryFolder
  private var photos: FilePath { folder.path.appending("photos") }

  init() throws {
    folder = try TemporaryFolder()
    let samples = ProjectFiles.samples.appending("photos")
    for (index, file) in try FileListing(root: samples).files.prefix(5).enumerated() {
      try writeAtomically(
        readFile(file.path), to: photos.appending("day \(index % 2)/\(index).jpg"))
    }
    let first = try readFile(photos.appending("day 0/0.jpg"))
    try writeAtomically(first, to: photos.appending("copy.jpg"))
    try writeAtomically(first, to: photos.appending(FilePath(bytes: [0x62, 0xFF, 0x0A]).string))
    try writeAtomically(Array(first.prefix(3000)), to: photos.appending("cut.jpg"))
    try writeAtomically([], to: photos.appending("empty.png"))
    try writeAtomically(Array("no".utf8), to: photos.appending("note.txt"))
    if VideoComposer.program != nil {
      try VideoComposer.run([
        "-loop", "1", "-framerate", "1", "-i", photos.appending("day 0/0.jpg").string, "-t", "650",
        "-vf", "scale=320:240", "-g", "100", photos.appending("long.mp4").string,
      ])
    }
  }

  private func encoder(jobs: Int = 2, smallestFace: Int = 48) throws -> FileEncoder {
    try FileEncoder(
      ModelLibrary(folder: ProjectFiles.models),
      IndexSettings(smallestFace: smallestFace, jobs: jobs))
  }

  /// What the filter writes when it is told `requests`.
  private func encoded(_ requests: [EncodingRequest], by encoder: FileEncoder) throws -> [[UInt8]] {
    let list = folder.path.appending("list.ndjson")
    try writeAtomically(requests.flatMap { try $0.line() }, to: list)
    let input = try FileDescriptor.open(list, .readOnly)
    let sink = MemorySink()
    try input.closeAfter { _ = try encoder.run(input, to: sink) }
    return sink.bytes.split(separator: UInt8(ascii: "\n")).map { Array($0) }
  }

  private func imported(_ lines: [[UInt8]], into name: String) throws -> Indexer.Report {
    let file = folder.path.appending("documents.ndjson")
    try writeAtomically(Array(lines.joined(separator: [UInt8(ascii: "\n")])), to: file)
    return try DocumentImport(
      of: ImportSource.sources([file.string]),
      into: SQLiteCase(creatingIn: folder.path.appending(name))
    ).run()
  }

  @Test func encodingAndImportingIsIndexing() throws {
    let report = try IndexJob(
      [photos], caseFolder: folder.path.appending("indexed"),
      models: ModelLibrary(folder: ProjectFiles.models),
      settings: IndexSettings(smallestFace: 48, jobs: 2), progress: SilentProgress()
    ).run()
    let encoder = try encoder()
    let list = EncodingList([photos], for: encoder)
    #expect(list.failures.isEmpty)
    let lines = try encoded(list.requests, by: encoder)
    #expect(lines.count == list.requests.count)
    if VideoComposer.program != nil {
      #expect(list.requests.count { $0.from != nil } == 2, "a long video is two requests")
    }
    // In any order, a document twice, and a failure where another machine did not fail.
    let back = try imported(lines.reversed() + [lines[0]], into: "imported")
    #expect(back.newMedia == report.newMedia && back.newFaces == report.newFaces)
    #expect(back.duplicateFiles == report.duplicateFiles && back.failures == report.failures)
    #expect(back.others.count == report.others.count)
    #expect(report.newFaces > 10)
    let dump = try CaseDump.lines(of: folder.path.appending("indexed"))
    let other = try CaseDump.lines(of: folder.path.appending("imported"))
    #expect(other == dump, "\(Set(other).symmetricDifference(dump).sorted().prefix(6))")
    // Again, and half of it before all of it.
    #expect(try imported(lines, into: "imported").newMedia == 0)
    // Each run tells of the files that it could not use.
    let again = try CaseDump.lines(of: folder.path.appending("imported"))
      .filter { !$0.hasPrefix("failure_record (") }
    #expect(again == dump.filter { !$0.hasPrefix("failure_record (") })

    // Requests that tell nothing but the path: the folder is what the files have in common.
    let bare = list.requests.map { EncodingRequest(FilePath(bytes: Array($0.path))) }
    let whole = try encoded(
      Array(Set(bare.map(\.path))).sorted { $0.lexicographicallyPrecedes($1) }
        .map { EncodingRequest(FilePath(bytes: Array($0))) }, by: self.encoder(jobs: 1))
    _ = try imported(whole, into: "bare")
    #expect(try CaseDump.lines(of: folder.path.appending("bare")) == dump)
  }

  @Test func wrongDocumentsAreRefused() throws {
    let photo = [EncodingRequest(photos.appending("day 0/0.jpg"))]
    let lines = try encoded(photo, by: encoder())
    let other = try encoded(
      [EncodingRequest(photos.appending("day 1/1.jpg"))], by: encoder(smallestFace: 24))
    let text = String(decoding: lines[0], as: UTF8.self)
    for wrong in [
      Array(lines[0].prefix(lines[0].count / 2)), Array("\\N".utf8), Array("NULL".utf8), other[0],
      Array("{}".utf8), Array("[1]".utf8),
      Array(text.replacing(/"kernels":"\w+"/, with: "\"kernels\":\"0\"").utf8),
      Array(text.replacing(/"embedding":"[^"]{8}/, with: "\"embedding\":\"").utf8),
      Array(text.replacing(/"encoder":"sface"/, with: "\"encoder\":\"dlib\"").utf8),
    ] {
      #expect(throws: ImportError.self) { try imported(lines + [wrong], into: "wrong") }
      #expect(throws: ImportError.self) { try imported([wrong] + lines, into: "wrong") }
    }
    #expect(try SQLiteCase(in: folder.path.appending("wrong")).media().isEmpty)
    // A case whose faces were found otherwise.
    _ = try imported(lines, into: "wrong")
    #expect(throws: ImportError.self) { try imported(other, into: "wrong") }
    // Two different documents of one file.
    let changed = Array(text.replacing(/"size":(\d+)/) { "\"size\":1\($0.output.1)" }.utf8)
    #expect(throws: ImportError.self) { try imported([lines[0], changed], into: "conflict") }
    // Clocks of file systems differ.
    let later = Array(
      text.replacing(/"modified":(\d+)/) { "\"modified\":1\($0.output.1.dropFirst())" }.utf8)
    #expect(try imported([lines[0], later], into: "clock").newMedia == 1)
  }

  @Test func missingPartsAreNamed() throws {
    guard VideoComposer.program != nil else { return }
    let encoder = try encoder()
    let requests = EncodingList([photos], for: encoder).requests.filter { $0.from != nil }
    for request in requests {
      let lines = try encoded([request], by: encoder)
      #expect(throws: ImportError.self) { try imported(lines, into: "part") }
    }
  }

  @Test func aMachineThatWouldDifferRefuses() throws {
    var request = EncodingRequest(photos.appending("day 0/0.jpg"))
    request.kernels = "another"
    #expect(throws: EncodingError.self) { try encoded([request], by: encoder()) }
    let list = EncodingList([photos], for: try encoder())
    #expect(throws: EncodingError.self) {
      try encoded(list.requests, by: encoder(smallestFace: 24))
    }
  }
}
