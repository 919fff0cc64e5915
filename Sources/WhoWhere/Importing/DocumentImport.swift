import CaseStore
import Domain
import FaceVision
import Files
import Foundation
import ParallelLoops
import SystemPackage

/// Takes what `wwww encode` wrote into a case, which is then as if `Indexer` had looked at the files.
///
/// Documents come in any order, from any number of files, and are read once: each is checked and put
/// aside on the case's disk. When all are right, they are stored in the order of their paths, photos
/// first, as `Indexer` does. So nothing is stored where one is wrong; what a killed import has stored
/// stays, and the next goes on behind it.
///
/// ```swift
/// let documents = try DocumentImport(of: ImportSource.sources(["encoded"]), into: storage)
/// let report = try documents.run()
/// ```
public final class DocumentImport {
  private let storage: SQLiteCase
  private let sources: [ImportSource]
  private let spool: SpoolFile
  private let jobs: Int
  private let progress: any ProgressReporter
  private var entries: [Entry] = []
  private var roots: [Data] = []
  private var standard: Standard?

  /// What all documents have in common.
  private struct Standard {
    var finding: Recipe.Finding
    var sampling: FrameSampling?
    var kernels: String
  }

  /// A document that was put aside.
  private struct Entry: Sendable {
    /// The path's bytes, 0 for /, so that they are in the order of listings.
    var key: [UInt8]
    /// The place of its folder in `roots`; −1 where it has none.
    var root: Int
    var stage: EncodedDocument.Trouble.Stage
    var isFailure: Bool
    var from: Int?
    /// The beginning of the hash of its bytes.
    var hash: UInt64
    var place: Int
    var count: Int
    var source: Int
    var line: Int
  }

  /// Documents of one file: a video may have several.
  private typealias Group = ArraySlice<Entry>

  /// What no document comes near.
  private static let longest = 1 << 30
  private static let facesInBatch = 4096

  /// Reads and checks documents for the case `storage`.
  ///
  /// - Throws: `ImportError` for the first line that is no document, or not of the same recipe;
  ///   `FileError` where something cannot be read, or the case's disk is full.
  /// - Complexity: O(bytes); memory for the paths; as much room on the case's disk as the documents take.
  public init(
    of sources: [ImportSource], into storage: SQLiteCase,
    jobs: Int = allCores, progress: any ProgressReporter = SilentProgress()
  ) throws {
    self.storage = storage
    self.sources = sources
    self.jobs = jobs
    self.progress = progress
    spool = try SpoolFile(on: storage.folder)
    var rootNumbers: [Data: Int] = [:]
    let total = sources.reduce(0) { $0 + $1.size }
    var before = 0
    for (number, source) in sources.enumerated() {
      try source.lines(longest: Self.longest).read { lines, done in
        let documents = parallelMap(count: lines.count, chunk: 16, jobs: jobs) { i in
          Result { try Self.read(lines[i].bytes) }
        }
        for (line, document) in zip(lines, documents) {
          do {
            let (document, hash) = try document.get()
            try check(document)
            if let root = document.root, rootNumbers[root] == nil {
              rootNumbers[root] = roots.count
              roots.append(root)
            }
            entries.append(
              Entry(
                key: document.path.map { $0 == UInt8(ascii: "/") ? 0 : $0 },
                root: document.root.map { rootNumbers[$0]! } ?? -1, stage: document.stage,
                isFailure: document.failure != nil, from: document.from, hash: hash,
                place: try spool.append(line.bytes), count: line.bytes.count, source: number,
                line: line.number))
          } catch let problem as ImportError.Problem {
            throw ImportError.line(line.number, of: source.name, problem)
          }
        }
        progress.update("Checking documents", done: before + done, of: max(total, before + done))
      }
      before += source.size
    }
    guard let standard else { throw ImportError.empty(sources.map(\.name).joined(separator: ", ")) }
    try spool.flush()
    entries.sort {
      $0.key == $1.key
        ? ($0.from ?? -1, $0.hash) < ($1.from ?? -1, $1.hash)
        : $0.key.lexicographicallyPrecedes($1.key)
    }
    try check(standard, against: storage)
  }

  private static func read(_ line: Data) throws -> (EncodedDocument, hash: UInt64) {
    let document = try EncodedDocument(line: line)
    return (document, UInt64(ContentHash.of(Array(line)).prefix(16), radix: 16) ?? 0)
  }

  /// Whether a document was made as those before were.
  private func check(_ document: EncodedDocument) throws {
    guard let finding = document.finding else { return }
    let sampling = document.video?.first?.media.recipe.finding?.sampling
    guard let standard else {
      self.standard = Standard(finding: finding, sampling: sampling, kernels: document.kernels)
      return
    }
    func text(_ finding: Recipe.Finding, _ sampling: FrameSampling?) -> String {
      var finding = finding
      finding.sampling = sampling
      return Recipe.found(finding).description
    }
    guard finding == standard.finding,
      sampling == nil || standard.sampling == nil || sampling == standard.sampling
    else {
      throw ImportError.Problem.otherRecipe(
        found: text(finding, sampling), expected: text(standard.finding, standard.sampling))
    }
    guard document.kernels == standard.kernels else {
      throw ImportError.Problem.otherKernels(
        found: document.kernels, expected: standard.kernels)
    }
    if standard.sampling == nil { self.standard?.sampling = sampling }
  }

  private func check(_ standard: Standard, against storage: SQLiteCase) throws {
    for media in try storage.media() {
      guard var finding = media.recipe.finding else { continue }
      let sampling = finding.sampling
      finding.sampling = nil
      if finding != standard.finding
        || sampling != nil && standard.sampling != nil
          && sampling != standard.sampling
      {
        var expected = standard.finding
        expected.sampling = media.kind == .video ? standard.sampling : nil
        throw ImportError.otherRecipeInCase(
          found: Recipe.found(expected).description, known: media.recipe.description)
      }
    }
  }

  /// Stores the documents. Storing them again changes nothing.
  ///
  /// - Throws: `ImportError` where documents contradict each other or parts are missing: then nothing
  ///   was stored; an error of the case.
  public func run() throws -> Indexer.Report {
    let groups = try resolved()
    let finding = standard!.finding
    return try storage.recording(
      NewRun(
        command: "import",
        parameters: [
          "paths": sources.map(\.name).joined(separator: "\n"),
          "recipe": Recipe.found(finding).description, "kernels": standard!.kernels,
        ],
        models: Dictionary(
          finding.models.map { ($0.name, $0.hash ?? "?") }, uniquingKeysWith: { first, _ in first })
      )
    ) { _ in
      let report = try store(groups)
      return (report, report.counts, report.failures)
    }
  }

  /// The documents of each file that count, without repetitions.
  private func resolved() throws -> [Group] {
    var kept: [Entry] = []
    var groups: [Range<Int>] = []
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].key == entries[start].key { end += 1 }
      let first = kept.count
      kept += try resolved(entries[start..<end])
      groups.append(first..<kept.count)
      start = end
    }
    entries = kept
    return groups.map { kept[$0] }
  }

  private func resolved(_ group: Group) throws -> [Entry] {
    var kept: [Entry] = []
    for entry in group {
      guard let last = kept.last, last.from == entry.from else {
        kept.append(entry)
        continue
      }
      if last.hash == entry.hash && last.count == entry.count { continue }
      // A machine in trouble may have failed where another did not.
      if last.isFailure != entry.isFailure {
        if last.isFailure { kept[kept.count - 1] = entry }
        continue
      }
      guard try areAlike(last, entry) else {
        throw ImportError.conflict(of: shown(entry), place(of: last), place(of: entry))
      }
    }
    // The whole file stands for its parts.
    if kept[0].from == nil, !kept[0].isFailure || kept.count == 1 { return [kept[0]] }
    let parts = kept.filter { $0.from != nil }
    if let failed = parts.first(where: \.isFailure) { return [failed] }
    try checkParts(parts)
    return parts
  }

  /// Whether documents differ by no more than the clocks of file systems.
  private func areAlike(_ first: Entry, _ second: Entry) throws -> Bool {
    var documents = try [first, second].map(document)
    documents[1].modified = documents[0].modified
    return try documents[0].line() == documents[1].line()
  }

  private func checkParts(_ parts: [Entry]) throws {
    var next = 0
    var stamp: (size: Int, modified: Int64)?
    for entry in parts {
      let document = try document(entry)
      guard entry.from == next, let video = document.video else {
        throw ImportError.missingPart(of: shown(entry), from: next)
      }
      guard stamp?.size ?? document.size == document.size,
        stamp?.modified ?? document.modified == document.modified
      else { throw ImportError.changedBetweenParts(of: shown(entry)) }
      stamp = (document.size, document.modified)
      if video.last!.isLast { return }
      next = video.last!.from + VideoPart.length
    }
    throw ImportError.missingPart(of: shown(parts[0]), from: next)
  }

  private func document(_ entry: Entry) throws -> EncodedDocument {
    try Self.document(entry, in: spool)
  }

  private static func document(_ entry: Entry, in spool: SpoolFile) throws -> EncodedDocument {
    try EncodedDocument(line: Data(spool.read(at: entry.place, count: entry.count)))
  }

  private func place(of entry: Entry) -> ImportError.Place {
    ImportError.Place(file: sources[entry.source].name, line: entry.line)
  }

  private func shown(_ entry: Entry) -> String { displayName(Self.path(entry)) }

  private static func path(_ entry: Entry) -> FilePath {
    FilePath(bytes: entry.key.map { $0 == 0 ? UInt8(ascii: "/") : $0 })
  }

  private func store(_ groups: [Group]) throws -> Indexer.Report {
    let media = Dictionary(
      uniqueKeysWithValues: try storage.media().map { ($0.id, $0) })
    let files = Dictionary(uniqueKeysWithValues: try storage.files().map { ($0.location, $0) })
    let folders = try sourceFolders(groups)
    var store = try DocumentStore(
      into: storage, media: media.values.map(\.self), files: files)
    // Folders one after the other, photos before videos.
    let ordered = groups.indices.sorted { a, b in
      let (first, second) = (groups[a].first!, groups[b].first!)
      return (first.stage == .video ? 1 : 0, folders.order[a], a)
        < (second.stage == .video ? 1 : 0, folders.order[b], b)
    }
    var done = 0
    for start in stride(from: 0, to: ordered.count, by: 256) {
      let batch = ordered[start..<min(ordered.count, start + 256)]
      let entries = batch.map { groups[$0] }
      let documents = parallelMap(count: entries.count, chunk: 8, jobs: jobs) { [spool] i in
        Result { try entries[i].map { try Self.document($0, in: spool) } }
      }
      for (i, documents) in zip(batch, documents) {
        let path = Self.path(groups[i].first!)
        try store.take(try documents.get(), at: path, in: folders.folders[i])
      }
      done += batch.count
      progress.update("Storing documents", done: done, of: ordered.count)
    }
    progress.finish()
    return try store.finished()
  }

  /// For each file the folder it is shown under, and that folder's place in the order.
  ///
  /// That is the folder that the document names, else the case's own that holds the file, else the
  /// deepest folder that all such files have in common.
  private func sourceFolders(_ groups: [Group]) throws
    -> (folders: [SourceFolder], order: [Int])
  {
    let known = try storage.sourceFolders()
    let knownRoots = known.map { FilePath(bytes: $0.root) }
    var named: [FilePath?] = groups.map { group in
      group.first!.root >= 0 ? FilePath(bytes: Array(roots[group.first!.root])) : nil
    }
    var common: FilePath?
    for i in groups.indices where named[i] == nil {
      let path = Self.path(groups[i].first!)
      named[i] = knownRoots.filter { path.starts(with: $0) }.max { $0.length < $1.length }
      guard named[i] == nil else { continue }
      var folder = common ?? path.removingLastComponent()
      while !path.starts(with: folder) { folder = folder.removingLastComponent() }
      common = folder
    }
    let all = named.map { $0 ?? common! }
    let ordered = Set(all).sorted {
      $0.bytes.map { $0 == UInt8(ascii: "/") ? 0 : $0 }
        .lexicographicallyPrecedes($1.bytes.map { $0 == UInt8(ascii: "/") ? 0 : $0 })
    }
    let labels = SourceLabels(known: known, adding: ordered)
    var folders: [FilePath: (SourceFolder, Int)] = [:]
    for (order, root) in ordered.enumerated() {
      folders[root] = (try storage.sourceFolder(root.bytes, label: labels[root]), order)
    }
    return (all.map { folders[$0]!.0 }, all.map { folders[$0]!.1 })
  }
}
