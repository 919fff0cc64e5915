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
  private let storage: SQLiteCase
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
    self.storage = storage
    sources = Dictionary(
      uniqueKeysWithValues: try storage.sourceFolders().map { ($0.id, $0) })
    names = Dictionary(
      uniqueKeysWithValues: snapshot.persons.compactMap { person in
        person.name.map { (person.id, $0) }
      })
    self.jobs = jobs
    self.progress = progress
  }

  /// Writes the copies below `folder`.
  ///
  /// - Throws: `FileError` where the folder cannot be made.
  public func write(to folder: FilePath) throws -> Report {
    try makeDirectory(folder)
    let earlier = Dictionary(
      uniqueKeysWithValues: try storage.annotatedCopies().map { ($0.location, $0) })
    let facesOfMedia = Dictionary(grouping: 0..<snapshot.faces.count) { snapshot.faceMedia[$0] }
    let copies = copies(in: absolutePath(folder) ?? folder).map { copy in
      (copy, facesOfMedia[copy.media, default: []].map(annotation))
    }
    let done = Mutex(0)
    let results = parallelMap(count: copies.count, jobs: jobs) { i in
      defer {
        done.withLock {
          $0 += 1
          progress.update("Drawing boxes", done: $0, of: copies.count)
        }
      }
      return Result { try write(copies[i].0, copies[i].1, earlier: earlier) }
    }
    progress.finish()

    var report = Report()
    var written: [AnnotatedCopy] = []
    for (copy, result) in zip(copies, results) {
      switch result {
      case .success(let record?): written.append(record)
      case .success(nil): report.unchanged += 1
      case .failure(let error): report.failures.append(Failure(of: copy.0.file.path, error))
      }
    }
    report.written = written.count
    try storage.save(written)
    return report
  }

  private struct Copy {
    let media: Int
    let file: MediaFile
    let target: FilePath
  }

  /// Where every photo's copy goes.
  private func copies(in folder: FilePath) -> [Copy] {
    var taken: Set<[UInt8]> = []
    return snapshot.media.indices.filter { snapshot.media[$0].kind == .photo }.flatMap { media in
      snapshot.files[media].map { file in
        var target = folder.appending(components(of: file))
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

  /// The path of a copy below the output folder: the source's label and the path below the source.
  private func components(of file: MediaFile) -> [FilePath.Component] {
    let location = FilePath(bytes: file.location)
    guard let source = sources[file.sourceID] else { return Array(location.components) }
    let depth = FilePath(bytes: source.root).components.count
    let label = FilePath(source.label).components
    return Array(label) + location.components.dropFirst(depth)
  }

  /// Writes a copy, and returns what to note of it; `nil` where it stands there already.
  private func write(
    _ copy: Copy, _ annotations: [FaceAnnotation], earlier: [[UInt8]: AnnotatedCopy]
  ) throws -> AnnotatedCopy? {
    let fingerprint = fingerprint(of: copy, annotations)
    if let known = earlier[copy.target.bytes], known.fingerprint == fingerprint,
      FileStamp(of: copy.target) == FileStamp(size: known.size, modified: known.modified)
    {
      return nil
    }
    try writeAtomically(try picture(of: copy, annotations), to: copy.target)
    guard let stamp = FileStamp(of: copy.target) else { return nil }
    return AnnotatedCopy(
      location: copy.target.bytes, fingerprint: fingerprint, size: stamp.size,
      modified: stamp.modified)
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
    // A typeface belongs to one thread at a time, so each copy opens its own.
    return try Picture(decoding: original).upright(from: orientation)
      .annotated(with: annotations, typeface: try Typeface())
      .encoded(as: PictureFormat.detect(original) ?? .jpeg)
  }

  private func annotation(of face: Int) -> FaceAnnotation {
    let box = snapshot.faces.boxes[face]
    guard let person = snapshot.faces.personIDs[face] else {
      return FaceAnnotation(box: box, label: "?", color: Color(120, 120, 120))
    }
    let color = CommunityPalette.color(of: person)
    return FaceAnnotation(
      box: box, label: names[person].map { "\(person) \($0)" } ?? "\(person)",
      color: Color(color.red, color.green, color.blue))
  }
}
