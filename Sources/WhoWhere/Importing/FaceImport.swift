import CaseStore
import Domain
import FaceVision
import Files
import Foundation
import ParallelLoops
import SystemPackage

/// Takes faces that were encoded elsewhere into a case, without their pictures.
///
/// Photos are told apart by their paths: each becomes a media known by the hash of its path. When the
/// photo itself is indexed later under the same path, it takes the place of the imported one.
///
/// The file is read twice: first to check every line, so that nothing is stored where one is wrong,
/// and then to store the faces, photo after photo. Faces of photos that are not yet complete are all
/// that is held in memory.
///
/// ```swift
/// let faces = try FaceImport(of: "faces.ndjson", progress: progress)
/// let report = try faces.run(into: SQLiteCase(creatingIn: folder))
/// ```
public struct FaceImport {
  /// What an import did.
  public struct Report: Sendable, Equatable {
    /// Faces that were read.
    public var faces = 0
    /// Photos they are in.
    public var media = 0
    /// Faces that the file holds more than once.
    public var duplicates = 0
    /// Photos that are in the case with faces found here; these stay.
    public var failures: [Failure] = []
  }

  private let file: FilePath
  private let size: Int
  private let jobs: Int
  private let progress: any ProgressReporter
  /// How many faces each photo has, by path.
  private var faceCounts: [String: Int32] = [:]

  /// Checks the faces of `file`, one JSON document a line; see `FaceDocument`.
  ///
  /// - Throws: `ImportError` for the first line that is no face; `FileError` where the file cannot be
  ///   read.
  /// - Complexity: O(size of the file); memory for the paths.
  public init(
    of file: FilePath, jobs: Int = allCores, progress: any ProgressReporter = SilentProgress()
  ) throws {
    self.file = file
    self.jobs = jobs
    self.progress = progress
    size = FileStamp(of: file)?.size ?? 0
    var counts: [String: Int32] = [:]
    try read("Checking faces") { counts[$0.path, default: 0] += 1 }
    guard !counts.isEmpty else { throw ImportError.empty(displayName(file)) }
    faceCounts = counts
  }

  /// Stores the faces. Storing them again changes nothing.
  ///
  /// - Throws: `ImportError.changed` where the file is another by now; an error of the case.
  /// - Complexity: O(size of the file).
  public func run(into storage: SQLiteCase) throws -> Report {
    try storage.recording(
      NewRun(command: "import", parameters: ["paths": displayName(file)], models: [:])
    ) { _ in
      let report = try store(in: storage)
      return (
        report,
        [
          "faces": report.faces, "media": report.media, "duplicate_faces": report.duplicates,
        ], report.failures
      )
    }
  }

  private func store(in storage: SQLiteCase) throws -> Report {
    let media = Dictionary(uniqueKeysWithValues: try storage.media().map { ($0.id, $0) })
    let known = Dictionary(uniqueKeysWithValues: try storage.files().map { ($0.location, $0) })
    let root = FilePath("/")
    let label = SourceLabels(known: try storage.sourceFolders(), adding: [root])[root]
    let source = try storage.sourceFolder(root.bytes, label: label)
    var report = Report()
    var missing = faceCounts
    var open: [String: [FaceDocument]] = [:]
    var batch: [IndexedFile] = []
    var facesInBatch = 0
    func complete(_ path: String, _ documents: [FaceDocument]) throws {
      let location = (absolutePath(FilePath(path)) ?? FilePath(path)).bytes
      if let id = known[location]?.mediaID, let media = media[id], !media.isImported {
        report.failures.append(
          Failure(
            path: path, reason: "known",
            message: "the photo is in the case with faces found here; nothing was imported for it"))
        return
      }
      let faces = documents.map(NewFace.init)
      batch.append(
        IndexedFile(
          file: MediaFile(
            sourceID: source.id, location: location, path: path, size: 0, modified: 0),
          media: Media(
            sha256: ContentHash.of(Array(("imported\n" + path).utf8)), kind: .photo, format: "",
            size: 0, width: 0, height: 0,
            recipe: .imported(fingerprint: Self.fingerprint(of: faces))),
          faces: faces))
      report.media += 1
      facesInBatch += faces.count
      guard facesInBatch >= 4096 else { return }
      try storage.save(batch)
      batch = []
      facesInBatch = 0
    }
    try read("Storing faces") { document in
      guard let count = missing[document.path], count > 0 else {
        throw ImportError.changed(displayName(file))
      }
      report.faces += 1
      missing[document.path] = count - 1
      var documents = open.removeValue(forKey: document.path) ?? []
      if documents.contains(document) {
        report.duplicates += 1
      } else {
        documents.append(document)
      }
      if count == 1 {
        try complete(document.path, documents)
      } else {
        open[document.path] = documents
      }
    }
    guard open.isEmpty, report.faces == faceCounts.values.reduce(0, { $0 + Int($1) }) else {
      throw ImportError.changed(displayName(file))
    }
    try storage.save(batch)
    try storage.linkTracks()
    return report
  }

  /// Hands the documents to `body`, in the order of the lines; blank lines are passed over.
  private func read(_ what: String, _ body: (FaceDocument) throws -> Void) throws {
    try LineReader(file).read { lines, done in
      let documents = parallelMap(count: lines.count, chunk: 64, jobs: jobs) { i in
        Result { try FaceDocument(line: lines[i].bytes) }
      }
      for (line, document) in zip(lines, documents) {
        let face: FaceDocument
        do { face = try document.get() } catch let problem as ImportError.Problem {
          throw ImportError.line(line.number, of: displayName(file), problem)
        }
        try body(face)
      }
      progress.update(what, done: done, of: max(size, done))
    }
    progress.finish()
  }

  /// Changes with the faces, so that other faces for a known path replace the earlier.
  private static func fingerprint(of faces: [NewFace]) -> String {
    let hash = ContentHash()
    for face in faces {
      face.embedding.withUnsafeBytes { hash.update($0) }
      [face.box.top, face.box.right, face.box.bottom, face.box.left, face.time ?? -1]
        .withUnsafeBytes {
          hash.update($0)
        }
    }
    return String(hash.finish().prefix(16))
  }
}

extension NewFace {
  /// The face of a document. What the document does not tell counts as good.
  fileprivate init(_ document: FaceDocument) {
    let size = document.box.map { min(1, Float(min($0.width, $0.height)) / 150) } ?? 1
    self.init(
      time: document.time, box: document.box ?? .nowhere, score: 1,
      quality: size.squareRoot().squareRoot(), size: size, sharpness: 1, pose: 1,
      landmarks: [], encoder: .dlib, embedding: document.embedding)
  }
}
