import CaseStore
import Domain
import FaceVision
import Files
import ParallelLoops
import Synchronization

/// Some files, read on several threads: first all hashes, then each new content once.
struct IndexBatch {
  /// What was learned, in the order of the candidates.
  private(set) var files: [IndexedFile] = []
  /// The files that could not be used, in the same order.
  private(set) var failures: [Failure] = []
  /// The videos among them, whose frames are still to be searched, with their hashes.
  private(set) var videos: [(candidate: MediaSearch.Candidate, sha256: String)] = []

  /// How many files are pictures that this program made.
  private(set) var ownFiles = 0

  /// Reads `candidates`, of videos only what they are.
  ///
  /// - Parameters:
  ///   - candidates: The files.
  ///   - readers: One for each thread.
  ///   - known: The media of the case by hash.
  ///   - recipe: Under which faces are to be found.
  ///   - progress: Told how many contents are read.
  init(
    _ candidates: [MediaSearch.Candidate], readers: [MediaReader], known: [String: Media],
    recipe: @Sendable (Media.Kind) -> Recipe, progress: @Sendable (Int) -> Void
  ) throws {
    let hashes = parallelMap(count: candidates.count, jobs: readers.count) { i in
      Result { try ContentHash.of(file: candidates[i].path) }
    }
    var firstWithHash: [String: Int] = [:]
    for (i, hash) in hashes.enumerated() {
      guard case .success(let hash) = hash, firstWithHash[hash] == nil else { continue }
      if let media = known[hash], media.recipe == recipe(media.kind) { continue }
      firstWithHash[hash] = i
    }
    let toRead = firstWithHash.sorted { $0.value < $1.value }

    let workers = UncheckedReaders(readers)
    let done = Mutex(candidates.count - toRead.count)
    var read = [Result<MediaReader.Content, any Error>?](
      repeating: nil, count: toRead.count)
    read.withUnsafeMutableBufferPointer { buffer in
      let results = SharedBuffer(buffer)
      parallelFor(count: toRead.count, jobs: readers.count) { range, worker in
        for i in range {
          let candidate = candidates[toRead[i].value]
          results[i] = Result {
            try workers[worker].read(
              candidate.path, sha256: toRead[i].key, size: candidate.file.size,
              recipe: recipe(.photo))
          }
          done.withLock {
            $0 += 1
            progress($0)
          }
        }
      }
    }
    let position = Dictionary(
      uniqueKeysWithValues: toRead.enumerated().map { ($1.key, $0) })

    for (i, candidate) in candidates.enumerated() {
      do {
        let hash = try hashes[i].get()
        if let p = position[hash], let result = read[p] {
          switch try result.get() {
          case .photo(let media, let faces):
            files.append(
              IndexedFile(
                file: candidate.file, media: media, faces: toRead[p].value == i ? faces : nil))
          case .video: videos.append((candidate, hash))
          }
        } else if let media = known[hash] {
          files.append(IndexedFile(file: candidate.file, media: media, faces: nil))
        }
      } catch is OwnOutput {
        ownFiles += 1
      } catch {
        failures.append(Failure(of: candidate.file.path, error))
      }
    }
  }
}

/// Readers that parallel workers pick by their own number, one each.
struct UncheckedReaders: @unchecked Sendable {
  private let readers: [MediaReader]
  init(_ readers: [MediaReader]) { self.readers = readers }
  subscript(worker: Int) -> MediaReader { readers[worker] }
}

extension Failure {
  /// Does something that writes a file, and returns what was refused, if anything.
  static func ofRefusal(_ path: String, _ body: () throws -> Void) throws -> [Failure] {
    do { try body() } catch let refusal as WriteRefusal { return [Failure(of: path, refusal)] }
    return []
  }

  /// What `error` means for the file at `path`.
  init(of path: String, _ error: any Error) {
    switch error {
    case let error as VisionError:
      self.init(path: path, reason: error.reason.rawValue, message: error.message)
    case let error as FileError:
      self.init(path: path, reason: "unreadable", message: "\(error.reason)")
    case let error as WriteRefusal:
      self.init(path: path, reason: "refused", message: "\(error)")
    default:
      self.init(path: path, reason: "internal", message: "\(error)")
    }
  }
}
