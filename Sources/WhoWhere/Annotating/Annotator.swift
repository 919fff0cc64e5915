import CaseStore
import Domain
import Drawing
import FaceVision
import Files
import GraphFormats
import ParallelLoops
import Synchronization
import SystemPackage

/// Writes copies of a case's photos with a box and a person's number around every face.
///
/// Copies keep the folders and names of the originals, so photos of the same name in different
/// folders stay apart. A photo without faces is copied as it is. Originals are only read, and a copy
/// that is there already and would look the same is left alone.
public struct Annotator: Sendable {
  /// What annotating did.
  public struct Report: Sendable {
    /// The copies that were written.
    public var written = 0
    /// The copies that stood there already.
    public var unchanged = 0
    /// The photos that could not be read or written.
    public var failures: [Failure] = []
  }

  private let snapshot: CaseSnapshot
  private let sources: [SourceID: SourceFolder]
  private let names: [PersonID: String]
  private let jobs: Int
  private let progress: any ProgressReporter

  /// An annotator of `snapshot`, which was taken of `storage`.
  ///
  /// - Throws: An error of the case, where it cannot be read.
  public init(
    _ snapshot: CaseSnapshot, of storage: SQLiteCase, jobs: Int = allCores,
    progress: any ProgressReporter
  ) throws {
    self.snapshot = snapshot
    sources = Dictionary(
      uniqueKeysWithValues: try storage.sourceFolders().map { ($0.id, $0) })
    names = Dictionary(
      uniqueKeysWithValues: snapshot.persons.compactMap { person in
        person.name.map { (person.id, $0) }
      })
    self.jobs = jobs
    self.progress = progress
  }

  /// Writes the copies into `folder`.
  ///
  /// - Throws: `WriteRefusal` where all copies of a source would take the places of its originals;
  ///   `FileError` where the disk is full.
  public func write(to folder: OutputFolder) throws -> Report {
    for source in sources.values where !source.label.isEmpty {
      _ = try folder.folder(FilePath(source.label))
    }
    let facesOfMedia = Dictionary(grouping: 0..<snapshot.faces.count) { snapshot.faceMedia[$0] }
    let copies = copies { facesOfMedia[$0] != nil }.map { copy in
      (copy, facesOfMedia[copy.media, default: []].map(annotation))
    }
    let done = Mutex(0)
    let fullDisk = Mutex<FileError?>(nil)
    let results = parallelMap(count: copies.count, jobs: jobs) { i -> Result<Bool, any Error> in
      defer {
        done.withLock {
          $0 += 1
          progress.update("Drawing boxes", done: $0, of: copies.count)
        }
      }
      // Nothing more fits on a full disk, and each copy would say so.
      guard fullDisk.withLock({ $0 == nil }) else { return .success(false) }
      let result = Result { try write(copies[i].0, copies[i].1, to: folder) }
      if case .failure(let error as FileError) = result, error.isFullDisk {
        fullDisk.withLock { $0 = error }
      }
      return result
    }
    progress.finish()
    if let error = fullDisk.withLock({ $0 }) { throw error }

    var report = Report()
    for (copy, result) in zip(copies, results) {
      switch result {
      case .success(true): report.written += 1
      case .success(false): report.unchanged += 1
      case .failure(let error): report.failures.append(Failure(of: copy.0.file.path, error))
      }
    }
    return report
  }

  private struct Copy {
    let media: Int
    let file: MediaFile
    /// Below the output folder.
    let target: FilePath
  }

  /// Where every photo's copy goes; those that are drawn on are encoded again.
  private func copies(isDrawnOn: (Int) -> Bool) -> [Copy] {
    var taken: Set<[UInt8]> = []
    return snapshot.media.indices.filter { snapshot.media[$0].kind == .photo }.flatMap { media in
      snapshot.files[media].map { file in
        var target = FilePath(root: nil, components(of: file))
        if isDrawnOn(media) { target = target.ending(as: format(of: media)) }
        if !taken.insert(target.bytes).inserted {
          let stem = target.stem ?? "photo"
          let ending = target.extension.map { ".\($0)" } ?? ""
          target = target.removingLastComponent().appending(
            "\(stem)-\(snapshot.key(of: media))\(ending)")
          taken.insert(target.bytes)
        }
        return Copy(media: media, file: file, target: target)
      }
    }
  }

  private func format(of media: Int) -> PictureFormat {
    PictureFormat(rawValue: snapshot.media[media].format) ?? .jpeg
  }

  /// The path of a copy below the output folder: the source's label and the path below the source.
  /// Imported paths may go up (`..`), copies may not.
  private func components(of file: MediaFile) -> [FilePath.Component] {
    let location = FilePath(bytes: file.location)
    guard let source = sources[file.sourceID] else { return Array(location.components) }
    let depth = FilePath(bytes: source.root).components.count
    let label = FilePath(source.label).components
    return (Array(label) + location.components.dropFirst(depth)).filter { $0.kind == .regular }
  }

  /// Writes a copy; `false` where it stands there already.
  private func write(_ copy: Copy, _ annotations: [FaceAnnotation], to folder: OutputFolder) throws
    -> Bool
  {
    let fingerprint = fingerprint(of: copy, annotations)
    if try folder.isWritten(copy.target, fingerprint: fingerprint) { return false }
    // Refused before the picture is decoded.
    let file = try folder.file(copy.target, fingerprint: fingerprint)
    try file.write(OutputMark.applied(to: try picture(of: copy, annotations)))
    try file.commit()
    return true
  }

  private func fingerprint(of copy: Copy, _ annotations: [FaceAnnotation]) -> String {
    let drawn = annotations.map { "\($0.box) \($0.label) \($0.color)" }
    return ContentHash.of(
      Array(
        ([programVersion, snapshot.media[copy.media].sha256] + drawn).joined(separator: "\n").utf8))
  }

  private func picture(of copy: Copy, _ annotations: [FaceAnnotation]) throws -> [UInt8] {
    let original = try readFile(FilePath(bytes: copy.file.location))
    let media = snapshot.media[copy.media]
    guard media.isImported || ContentHash.of(original) == media.sha256 else {
      throw VisionError(.damaged, "the photo has changed since it was indexed; index it again")
    }
    guard !annotations.isEmpty else { return original }
    let orientation = Orientation(rawValue: media.orientation) ?? .upright
    // As large as indexing allowed.
    let largest = max(Picture.largestPixelCount, media.width * media.height)
    let copied = try DecodedPicture(decoding: original, largest: largest).picture
      .upright(from: orientation)
      .annotated(with: annotations)
      .encoded(as: PictureFormat.detect(original) ?? .jpeg)
    // A copy without its original's metadata is still a copy.
    return (try? PictureMetadata.transferred(from: original, to: copied)) ?? copied
  }

  private func annotation(of face: Int) -> FaceAnnotation {
    let box = snapshot.faces.boxes[face]
    guard let person = snapshot.faces.personIDs[face] else {
      return FaceAnnotation(box: box, label: "?", color: Color(120, 120, 120))
    }
    let color = CommunityPalette.color(of: person)
    return FaceAnnotation(
      box: box, label: names[person].map { "\(person) \($0)" } ?? "\(person)",
      shortLabel: "\(person)",
      color: Color(color.red, color.green, color.blue))
  }
}

extension FilePath {
  /// The path with another ending where a copy cannot be of the original's format: formats that are
  /// not written become JPEG files, raw files TIFF files.
  fileprivate func ending(as format: PictureFormat) -> FilePath {
    let ending: String
    if !format.isEncodable {
      ending = "jpg"
    } else if format == .tiff, !["tif", "tiff", "btf"].contains(self.extension?.lowercased()) {
      ending = "tif"
    } else {
      return self
    }
    return FilePath(bytes: bytes + Array(".\(ending)".utf8))
  }
}
