import CaseStore
import Domain
import Files
import Foundation
import ParallelLoops
import SystemPackage
import TestSupport
import Testing
import WhoWhere

/// Comparing in blocks gives the clustering that comparing at once gives.
@Suite struct ShardTests {
  private let folder = try! TemporaryFolder()

  /// 90 photos of 30 people, with faces of all qualities.
  private func crowd() throws -> VectorCase {
    var random = SplitMix64(seed: 5)
    return try VectorCase(
      (0..<90).map { i in
        (0..<Int.random(in: 1...4, using: &random)).map { k in
          VectorCase.Face(
            person: (i * 7 + k * 11) % 30, shift: Float.random(in: 0...0.2, using: &random),
            quality: Float.random(in: 0...1, using: &random))
        }
      })
  }

  private func shards(of storage: SQLiteCase, _ method: ClusterSettings.Method, block: Int) throws
    -> (folder: FilePath, ShardWriter.Report)
  {
    let path = folder.path.appending("shards-\(block)-\(UInt64.random(in: 0 ... .max))")
    let output = try WriteGuard(record: storage, sources: [], isForced: false).folder(path)
    return (path, try ShardWriter(of: storage, for: method, blockSize: block).write(to: output))
  }

  private func compared(_ shards: FilePath, _ lines: String? = nil, jobs: Int = 2) throws -> [UInt8]
  {
    let list = folder.path.appending("list")
    try writeAtomically(
      lines.map { Array($0.utf8) } ?? readFile(shards.appending("pairs.txt")), to: list)
    let sink = MemorySink()
    let input = try FileDescriptor.open(list, .readOnly)
    try input.closeAfter { try NearPairFilter(of: shards, jobs: jobs).run(input, to: sink) }
    return sink.bytes
  }

  private func take(_ bytes: [UInt8], _ method: ClusterSettings.Method, into storage: SQLiteCase)
    throws -> NeighborImport.Report
  {
    let file = folder.path.appending("pairs")
    try writeAtomically(bytes, to: file)
    return try NeighborImport(into: storage, for: method, jobs: 2)
      .run(ImportSource.sources([file.string]))
  }

  private func clustered(_ storage: SQLiteCase, _ method: ClusterSettings.Method) throws
    -> [PersonID?]
  {
    _ = try ClusterJob(
      on: storage, settings: ClusterSettings(method: method), progress: SilentProgress()
    ).run()
    return try storage.faces().personIDs
  }

  @Test(
    arguments: [
      ClusterSettings.Method.agglomerative, .dbscan(eps: 0.3, minSamples: 2),
      .calibratedDBSCAN(minSamples: 2),
    ], [1, 7, 64, 1000])
  func blocksGiveTheSamePersons(method: ClusterSettings.Method, block: Int) throws {
    let (here, there) = (try crowd(), try crowd())
    let expected = try clustered(here.storage, method)
    let (shards, report) = try shards(of: there.storage, method, block: block)
    #expect(report.blocks == (report.faces + block - 1) / block)
    let pairs = try compared(shards)
    #expect(try compared(shards, jobs: 1) == pairs)
    let taken = try take(pairs, method, into: there.storage)
    #expect(taken.faces == report.faces && taken.pairs > 0)
    let lists = try #require(try there.storage.neighborLists())
    #expect(try clustered(there.storage, method) == expected)
    // Clustering took the lists as they are, and they are those that it makes itself.
    #expect(try there.storage.neighborLists() == lists)
    #expect(try here.storage.neighborLists() == lists)
  }

  @Test func blocksThatAreMissingDoubledOrCutAreRefused() throws {
    let crowd = try crowd()
    let (shards, _) = try shards(of: crowd.storage, .agglomerative, block: 50)
    let all = String(decoding: try compared(shards), as: UTF8.self)
    let (other, _) = try self.shards(of: crowd.storage, .agglomerative, block: 60)
    let first = String(decoding: try compared(shards, "0 0\n"), as: UTF8.self)
    let lines = all.split(separator: "\n").map { String($0) }
    for wrong in [
      String(all.dropFirst(first.count)), all + first, String(all.dropLast(all.count / 2)),
      lines.dropLast().joined(separator: "\n"), lines.dropFirst().joined(separator: "\n"),
      all + "\\N\n", all + "x", "", "5 4 0.1\n" + all,
      all + String(decoding: try compared(other, "0 0\n"), as: UTF8.self),
      String(decoding: try compared(other), as: UTF8.self)
        .replacing("block 60", with: "block 50"),
    ] {
      #expect(throws: (any Error).self) {
        try take(Array(wrong.utf8), .agglomerative, into: crowd.storage)
      }
    }
    #expect(try crowd.storage.neighborLists() == nil)
    // Faces that came since.
    try crowd.add([[.init(person: 3)]], from: 500)
    #expect(throws: ShardError.self) {
      try take(Array(all.utf8), .agglomerative, into: crowd.storage)
    }
  }

  @Test func blocksThatDoNotBelongTogetherAreNotCompared() throws {
    let crowd = try crowd()
    let (shards, _) = try shards(of: crowd.storage, .agglomerative, block: 50)
    let (other, _) = try self.shards(of: crowd.storage, .agglomerative, block: 60)
    #expect(throws: ShardError.self) { try NearPairFilter(of: shards, radius: 0.123) }
    for lines in ["0 99\n", "1 0\n", "-1 0\n", "0\n", "x y\n", "\\N\n"] {
      #expect(throws: ShardError.self) { try compared(shards, lines) }
    }
    let block = shards.appending("blocks/00000.vec")
    let bytes = try readFile(block)
    let wrong: [[UInt8]] = [
      try readFile(other.appending("blocks/00000.vec")),
      try readFile(shards.appending("blocks/00001.vec")), Array(bytes.dropLast(4)), [],
      Array(bytes.dropLast(4)) + [0, 0, 0xC0, 0x7F],
      Array("no block".utf8) + Array(bytes.dropFirst(8)),
    ]
    for wrong in wrong {
      try writeAtomically(wrong, to: block)
      #expect(throws: ShardError.self) { try compared(shards) }
    }
  }
}
