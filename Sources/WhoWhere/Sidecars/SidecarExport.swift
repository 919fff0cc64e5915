import CaseStore
import Domain
import FaceVision
import Files
import ParallelLoops
import SystemPackage

/// Writes who is where in photos as XMP sidecars: beside copies of the photos, or beside the photos
/// themselves. Photos are only read, and a sidecar that stands beside one is never replaced.
public struct SidecarExport: Sendable {
  /// How a sidecar is called.
  public enum Naming: String, Sendable, CaseIterable {
    /// `photo.jpg.xmp`, as digiKam and darktable do.
    case full
    /// `photo.xmp`, as Lightroom does.
    case stem
  }

  /// What writing did.
  public struct Report: Sendable {
    /// The sidecars that were written.
    public var written = 0
    /// The sidecars that stood there already.
    public var unchanged = 0
    /// Photos that could not be read, and files that could not be written.
    public var failures: [Failure] = []
  }

  private let snapshot: CaseSnapshot
  private let sources: [SourceID: SourceFolder]
  private let naming: Naming
  private let jobs: Int
  private let progress: any ProgressReporter

  /// An export of `snapshot`, which was taken of `storage`.
  ///
  /// - Throws: An error of the case, where it cannot be read.
  public init(
    _ snapshot: CaseSnapshot, of storage: SQLiteCase, naming: Naming = .full, jobs: Int = allCores,
    progress: any ProgressReporter
  ) throws {
    self.snapshot = snapshot
    sources = Dictionary(
      uniqueKeysWithValues: try storage.sourceFolders().map { ($0.id, $0) })
    self.naming = naming
    self.jobs = jobs
    self.progress = progress
  }

  /// Writes sidecars of all photos that show persons into `folder`, in the folders and under the names
  /// of the photos.
  ///
  /// - Parameter withCopies: Whether the photos are copied beside them, byte for byte.
  /// - Throws: `WriteRefusal` where the folder is one that photos came from; `FileError` where the disk
  ///   is full.
  public func write(to folder: OutputFolder, withCopies: Bool) throws -> Report {
    for source in sources.values where !source.label.isEmpty {
      _ = try folder.folder(FilePath(source.label))
    }
    return try write { copy, original, sidecar in
      if withCopies {
        let fingerprint = "copy of \(snapshot.media[copy.media].sha256)"
        if try !folder.isWritten(copy.target, fingerprint: fingerprint) {
          try folder.write(original, to: copy.target, fingerprint: fingerprint)
        }
      }
      let target = name(beside: copy.target)
      let fingerprint = ContentHash.of(sidecar)
      if try folder.isWritten(target, fingerprint: fingerprint) { return false }
      try folder.write(sidecar, to: target, fingerprint: fingerprint)
      return true
    }
  }

  /// Writes sidecars beside the photos themselves, where none stands.
  ///
  /// - Throws: `FileError` where the disk is full.
  public func writeBesideOriginals(by writing: WriteGuard) throws -> Report {
    try write { copy, _, sidecar in
      let target = name(beside: FilePath(bytes: copy.file.location))
      let fingerprint = ContentHash.of(sidecar)
      if try writing.isWritten(target, fingerprint: fingerprint) { return false }
      guard isAbsent(target) else {
        throw SidecarStands(displayName(FilePath(root: nil, [target.lastComponent ?? "sidecar"])))
      }
      try writing.write(sidecar, to: target, fingerprint: fingerprint)
      return true
    }
  }

  /// Hands each photo that shows persons, with its content and its sidecar, to `body`, which tells
  /// whether it wrote something.
  private func write(_ body: @Sendable (PhotoCopy, [UInt8], [UInt8]) throws -> Bool) throws
    -> Report
  {
    var faces: [Int: [FaceSidecar.Face]] = [:]
    for appearance in snapshot.appearances {
      let person = snapshot.persons[appearance.person]
      for row in appearance.faces where snapshot.faces.boxes[row] != .nowhere {
        faces[appearance.media, default: []].append(
          FaceSidecar.Face(
            box: snapshot.faces.boxes[row], person: person.id,
            name: person.nameProbability == nil ? person.name : nil,
            unconfirmedName: person.nameProbability == nil ? nil : person.name,
            confidence: snapshot.faces.confidences[row]))
      }
    }
    let copies = PhotoCopy.all(of: snapshot, from: sources).filter { faces[$0.media] != nil }
    let shown = faces
    let results = parallelMap(count: copies.count, jobs: jobs) { i in
      Result { () throws -> Bool in
        let original = try content(of: copies[i])
        return try body(copies[i], original, sidecar(of: copies[i].media, shown))
      }
    }
    progress.finish()
    var report = Report()
    for (copy, result) in zip(copies, results) {
      switch result {
      case .success(true): report.written += 1
      case .success(false): report.unchanged += 1
      case .failure(let error as FileError) where error.isFullDisk: throw error
      case .failure(let error): report.failures.append(Failure(of: copy.file.path, error))
      }
    }
    return report
  }

  private func content(of copy: PhotoCopy) throws -> [UInt8] {
    let original = try readFile(FilePath(bytes: copy.file.location))
    let media = snapshot.media[copy.media]
    guard media.isImported || ContentHash.of(original) == media.sha256 else {
      throw VisionError(.damaged, "the photo has changed since it was indexed; index it again")
    }
    return original
  }

  private func sidecar(of media: Int, _ faces: [Int: [FaceSidecar.Face]]) throws -> [UInt8] {
    let item = snapshot.media[media]
    return try FaceSidecar(
      faces: (faces[media] ?? []).sorted { ($0.box.left, $0.box.top) < ($1.box.left, $1.box.top) },
      width: item.width, height: item.height, orientation: item.orientation,
      tool: "wwww \(programVersion)"
    ).bytes()
  }

  /// What the sidecar of the file at `path` is called.
  private func name(beside path: FilePath) -> FilePath {
    let ending = Array(".xmp".utf8)
    guard naming == .stem, let end = path.extension else {
      return FilePath(bytes: path.bytes + ending)
    }
    return FilePath(bytes: path.bytes.dropLast(end.utf8.count + 1) + ending)
  }
}

/// A sidecar stands where one was to be written.
struct SidecarStands: Error, CustomStringConvertible {
  private let name: String

  init(_ name: String) { self.name = name }

  var description: String {
    "\(name) stands beside it already and is never replaced; `wwww xmp --out DIR` writes elsewhere"
  }
}
