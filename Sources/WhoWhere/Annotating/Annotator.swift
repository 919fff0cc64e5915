import CaseStore
import Deterministic
import FaceVision
import Files
import GraphFormats
import Synchronization
import SystemPackage

/// Writes copies of a case's photos with a box and a person's number around every face.
///
/// Copies keep the folders and names of the originals, so photos of the same name in different
/// folders stay apart. A photo without faces is copied as it is. Originals are only read.
public struct Annotator: Sendable {
  private let snapshot: CaseSnapshot
  private let sources: [Int64: SourceFolder]
  private let jobs: Int
  private let progress: any ProgressReporter

  /// An annotator of `snapshot`, whose media come from `sources`.
  public init(
    _ snapshot: CaseSnapshot, sources: [SourceFolder], jobs: Int = allCores,
    progress: any ProgressReporter
  ) {
    self.snapshot = snapshot
    self.sources = Dictionary(uniqueKeysWithValues: sources.map { ($0.id, $0) })
    self.jobs = jobs
    self.progress = progress
  }

  /// Writes the copies below `folder`.
  ///
  /// - Returns: How many copies there are, and the photos that could not be read or written.
  public func write(to folder: FilePath) throws -> (copies: Int, failures: [Failure]) {
    let tasks = copies(in: folder)
    let facesOfMedia = Dictionary(grouping: 0..<snapshot.faces.count) { snapshot.faceMedia[$0] }
    let done = Mutex(0)
    let failures = parallelMap(count: tasks.count, jobs: jobs) { i -> Failure? in
      defer {
        done.withLock {
          $0 += 1
          progress.update("Drawing", done: $0, of: tasks.count)
        }
      }
      do {
        let bytes = try copy(of: tasks[i], faces: facesOfMedia[tasks[i].media] ?? [])
        try writeAtomically(bytes, to: tasks[i].target)
        return nil
      } catch {
        return Failure(of: tasks[i].file.path, error)
      }
    }.compactMap { $0 }
    progress.finish()
    return (tasks.count - failures.count, failures)
  }

  private struct Copy {
    let media: Int
    let file: MediaFile
    let target: FilePath
  }

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

  private func copy(of task: Copy, faces: [Int]) throws -> [UInt8] {
    let original = try readFile(FilePath(bytes: task.file.location))
    guard ContentHash.of(original) == snapshot.media[task.media].sha256 else {
      throw VisionError(.damaged, "the photo has changed since it was indexed; index it again")
    }
    guard !faces.isEmpty else { return original }
    let orientation = Orientation(rawValue: snapshot.media[task.media].orientation) ?? .upright
    let picture = try Picture(decoding: original).upright(from: orientation)
    // OpenCV's typefaces belong to one thread at a time, so each copy opens its own.
    let annotated = try picture.annotated(
      with: faces.map(annotation), typeface: try Typeface())
    return try annotated.encoded(as: PictureFormat.detect(original) ?? .jpeg)
  }

  private func annotation(of face: Int) -> FaceAnnotation {
    let box = snapshot.faces.boxes[face]
    let person = snapshot.faces.personIDs[face]
    let place = FaceBox(top: box.top, right: box.right, bottom: box.bottom, left: box.left)
    guard person >= 0 else {
      return FaceAnnotation(box: place, label: "?", colour: Colour(120, 120, 120))
    }
    let name = snapshot.persons.first { $0.id == person }?.name
    let colours = CommunityPalette.colors
    let colour = colours[person % colours.count]
    return FaceAnnotation(
      box: place, label: name.map { "\(person) \($0)" } ?? "\(person)",
      colour: Colour(colour.red, colour.green, colour.blue))
  }
}
