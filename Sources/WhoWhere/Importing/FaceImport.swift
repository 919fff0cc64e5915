import CaseStore
import Deterministic
import FaceVision
import Files
import Foundation
import SystemPackage

/// Takes faces that were encoded elsewhere into a case, without their pictures.
///
/// Photos are told apart by their paths: each becomes a media known by the hash of its path. When the
/// photo itself is indexed later under the same path, it takes the place of the imported one.
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

  private let storage: any CaseStorage
  private let jobs: Int

  /// An import into `storage`.
  public init(into storage: any CaseStorage, jobs: Int = allCores) {
    self.storage = storage
    self.jobs = jobs
  }

  /// Imports the faces of `file`, one JSON document a line; see `FaceDocument`. Importing them again
  /// changes nothing.
  ///
  /// - Throws: `ImportError` for the first line that is no face, and then nothing is stored;
  ///   `FileError` where the file cannot be read.
  /// - Complexity: O(size of the file); all faces are held in memory.
  public func run(_ file: FilePath) throws -> Report {
    let documents = try read(file)
    var report = Report(faces: documents.count)
    let groups = grouped(documents, &report)
    let run = try storage.begin(
      NewRun(command: "import", parameters: ["paths": displayName(file)], models: [:]))
    let media = Dictionary(uniqueKeysWithValues: try storage.media().map { ($0.id, $0) })
    let known = Dictionary(uniqueKeysWithValues: try storage.files().map { ($0.location, $0) })
    let root = FilePath("/")
    let label = SourceLabels(known: try storage.sourceFolders(), adding: [root])[root]
    let source = try storage.sourceFolder(root.bytes, label: label)
    var batch: [IndexedFile] = []
    for (path, faces) in groups {
      let location = (absolutePath(FilePath(path)) ?? FilePath(path)).bytes
      if let id = known[location]?.mediaID, let media = media[id], !media.isImported {
        report.failures.append(
          Failure(
            path: path, reason: "known",
            message: "the photo is in the case with faces found here; nothing was imported for it"))
        continue
      }
      batch.append(
        IndexedFile(
          file: MediaFile(
            sourceID: source.id, location: location, path: path, size: 0, modified: 0),
          media: Media(
            sha256: ContentHash.of(Array(("imported\n" + path).utf8)), kind: .photo, format: "",
            size: 0, width: 0, height: 0,
            recipe: "\(Media.importRecipe) \(Self.fingerprint(of: faces))"),
          faces: faces))
    }
    report.media = batch.count
    try storage.save(batch)
    try storage.finish(
      run,
      counts: [
        "faces": report.faces, "media": report.media, "duplicate_faces": report.duplicates,
      ], failures: report.failures)
    return report
  }

  /// The documents of `file`, in the order of its lines; blank lines are passed over.
  private func read(_ file: FilePath) throws -> [FaceDocument] {
    let bytes = try readFile(file)
    var lines: [(number: Int, range: Range<Int>)] = []
    var start = 0
    var number = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      number += 1
      if bytes[start..<end].contains(where: { $0 > 0x20 }) { lines.append((number, start..<end)) }
      start = end + 1
    }
    guard !lines.isEmpty else { throw ImportError.empty(displayName(file)) }
    let found = lines
    let documents = parallelMap(count: found.count, chunk: 64, jobs: jobs) { i in
      Result { try FaceDocument(line: Data(bytes[found[i].range])) }
    }
    return try zip(found, documents).map { line, document in
      do { return try document.get() } catch let problem as ImportError.Problem {
        throw ImportError.line(line.number, of: displayName(file), problem)
      }
    }
  }

  /// The faces of each photo, photos and faces in the order of the file, each face once.
  private func grouped(_ documents: [FaceDocument], _ report: inout Report)
    -> [(path: String, faces: [NewFace])]
  {
    var position: [String: Int] = [:]
    var groups: [[FaceDocument]] = []
    for document in documents {
      let group = position[document.path] ?? groups.count
      if group == groups.count {
        position[document.path] = group
        groups.append([])
      }
      if groups[group].contains(document) {
        report.duplicates += 1
      } else {
        groups[group].append(document)
      }
    }
    return groups.map { ($0[0].path, $0.map(NewFace.init)) }
  }

  /// Changes with the faces, so that other faces for a known path replace the earlier.
  private static func fingerprint(of faces: [NewFace]) -> String {
    let hash = ContentHash()
    for face in faces {
      face.embedding.withUnsafeBytes { hash.update($0) }
      [face.top, face.right, face.bottom, face.left, face.time ?? -1].withUnsafeBytes {
        hash.update($0)
      }
    }
    return String(hash.finish().prefix(16))
  }
}

extension NewFace {
  /// The face of a document. What the document does not tell counts as good.
  fileprivate init(_ document: FaceDocument) {
    let box = document.box ?? FaceBox(top: 0, right: 0, bottom: 0, left: 0)
    let size = document.box.map { min(1, Float(min($0.width, $0.height)) / 150) } ?? 1
    self.init(
      time: document.time, top: box.top, right: box.right, bottom: box.bottom, left: box.left,
      score: 1, quality: size.squareRoot().squareRoot(), size: size, sharpness: 1, pose: 1,
      landmarks: [], embedding: document.embedding)
  }
}
