import CaseStore
import Domain
import Drawing
import FaceVision
import Files
import GraphFormats
import ParallelLoops
import Synchronization
import SystemPackage

/// Writes copies of a case's photos with a box and a person's number around every face, and of videos a
/// key frame for each person's each appearance.
///
/// Copies keep the folders and names of the originals, so photos of the same name in different
/// folders stay apart. A photo without faces is copied as it is. Originals are only read, and a copy
/// that is there already and would look the same is left alone.
public struct Annotator: Sendable {
  /// What annotating did.
  public struct Report: Sendable {
    /// The copies that were written.
    public var written = 0
    /// Copies of whole videos among them.
    public var videos = 0
    /// The copies that stood there already.
    public var unchanged = 0
    /// The photos that could not be read or written.
    public var failures: [Failure] = []
  }

  private let snapshot: CaseSnapshot
  private let sources: [SourceID: SourceFolder]
  private let names: [PersonID: String]
  private let copiesVideos: Bool
  private let jobs: Int
  private let progress: any ProgressReporter

  /// An annotator of `snapshot`, which was taken of `storage`.
  ///
  /// - Parameter copiesVideos: Whether whole videos are copied, too, with boxes that follow the faces.
  /// - Throws: An error of the case, where it cannot be read.
  public init(
    _ snapshot: CaseSnapshot, of storage: SQLiteCase, copiesVideos: Bool = false,
    jobs: Int = allCores,
    progress: any ProgressReporter
  ) throws {
    self.snapshot = snapshot
    sources = Dictionary(
      uniqueKeysWithValues: try storage.sourceFolders().map { ($0.id, $0) })
    names = Dictionary(
      uniqueKeysWithValues: snapshot.persons.compactMap { person in
        person.shownName.map { (person.id, $0) }
      })
    self.copiesVideos = copiesVideos
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
      (
        copy,
        facesOfMedia[copy.media, default: []].filter { isIn(copy.file, $0) }.map(annotation)
      )
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
    try writeVideos(facesOfMedia, to: folder, &report)
    return report
  }

  /// One video after the other: each keeps all threads at work.
  private func writeVideos(
    _ facesOfMedia: [Int: [Int]], to folder: OutputFolder, _ report: inout Report
  ) throws {
    let videos = snapshot.media.indices.filter {
      snapshot.media[$0].kind == .video && !snapshot.media[$0].isImported
    }
    for media in videos {
      let annotator = VideoAnnotator(
        media, of: snapshot, rows: facesOfMedia[media] ?? [], annotation: annotation)
      let file = snapshot.files[media][0]
      do {
        try writeKeyFrames(of: media, annotator, at: target(of: file), to: folder, &report)
        if copiesVideos { try writeCopy(of: media, annotator, of: file, to: folder, &report) }
      } catch let error as FileError where error.isFullDisk { throw error } catch {
        report.failures.append(Failure(of: file.path, error))
      }
    }
    if !videos.isEmpty { progress.finish() }
  }

  private func target(of file: MediaFile) -> FilePath {
    FilePath(root: nil, components(of: file))
  }

  private func writeKeyFrames(
    of media: Int, _ annotator: VideoAnnotator, at target: FilePath, to folder: OutputFolder,
    _ report: inout Report
  ) throws {
    let place = FilePath(bytes: target.bytes + Array("-moments".utf8))
    func path(_ frame: VideoAnnotator.KeyFrame) -> FilePath {
      place.appending("\(Self.clock(frame.time)).jpg")
    }
    let fresh = try annotator.keyFrames.filter { frame in
      let isThere = try folder.isWritten(
        path(frame), fingerprint: fingerprint(of: media, frame.annotations))
      report.unchanged += isThere ? 1 : 0
      return !isThere
    }
    guard !fresh.isEmpty else { return }
    try annotator.draw(fresh) { frame, picture in
      progress.update(
        "Drawing moments of \(TerminalText.line(snapshot.path(of: media)))",
        done: report.written, of: max(report.written + 1, fresh.count))
      let file = try folder.file(
        path(frame), fingerprint: fingerprint(of: media, frame.annotations))
      try file.write(OutputMark.applied(to: try picture.jpeg()))
      try file.commit()
      report.written += 1
    }
  }

  /// A moment as part of a file's name, such as `0-01-23.400`.
  private static func clock(_ time: Int) -> String {
    func padded(_ value: Int, _ digits: Int) -> String {
      String(repeating: "0", count: max(0, digits - "\(value)".count)) + "\(value)"
    }
    return "\(time / 3_600_000)-\(padded(time / 60_000 % 60, 2))-\(padded(time / 1000 % 60, 2))"
      + ".\(padded(time % 1000, 3))"
  }

  private func writeCopy(
    of media: Int, _ annotator: VideoAnnotator, of file: MediaFile, to folder: OutputFolder,
    _ report: inout Report
  ) throws {
    let name = target(of: file)
    let own = VideoCopy.Container(ending: name.extension ?? "")
    let rows = snapshot.faces.ids.indices.filter { snapshot.faceMedia[$0] == media }
    let fingerprint = fingerprint(of: media, rows.map(annotation))
    let length = (snapshot.videos[snapshot.media[media].id]?.duration ?? 0) / 1000
    func write(_ container: VideoCopy.Container, to path: FilePath) throws {
      if try folder.isWritten(path, fingerprint: fingerprint) {
        report.unchanged += 1
        return
      }
      let output = try folder.file(path, fingerprint: fingerprint)
      try output.withDescriptor { descriptor in
        try annotator.copy(to: descriptor, as: container, jobs: jobs) { time in
          progress.update(
            "Copying seconds of \(TerminalText.line(file.path))", done: time / 1000,
            of: max(length, time / 1000))
        }
      }
      try output.commit()
      report.written += 1
      report.videos += 1
    }
    let any = FilePath(bytes: name.bytes + Array(".mkv".utf8))
    guard let own else { return try write(.matroska, to: any) }
    do { try write(own, to: name) } catch let error as VisionError
      where error.reason == .unsupported
    {
      try write(.matroska, to: any)
    }
  }

  /// Whether a face of a media is in this file of it.
  private func isIn(_ file: MediaFile, _ face: Int) -> Bool {
    snapshot.frameFile(ofFace: face).map { $0.location == file.location } ?? true
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
    return snapshot.media.indices.filter {
      snapshot.media[$0].kind == .photo || snapshot.media[$0].isKnownByFrames
    }.flatMap { media in
      files(of: media).map { file in
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

  /// The files of a photo, or the frames of a video that is known by frames alone.
  private func files(of media: Int) -> [MediaFile] {
    guard snapshot.media[media].isKnownByFrames else { return snapshot.files[media] }
    return (snapshot.frameFiles[snapshot.media[media].id] ?? [:]).sorted { $0.key < $1.key }
      .map { _, frame in
        MediaFile(
          sourceID: frame.sourceID, location: frame.location, path: frame.path, size: frame.size,
          modified: frame.modified)
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
    fingerprint(of: copy.media, annotations)
  }

  private func fingerprint(of media: Int, _ annotations: [FaceAnnotation]) -> String {
    let drawn = annotations.map { "\($0.box) \($0.label) \($0.color)" }
    return ContentHash.of(
      Array(
        ([programVersion, snapshot.media[media].sha256] + drawn).joined(separator: "\n").utf8))
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
