import CaseStore
import Domain
import FaceVision
import Files
import ParallelLoops
import Synchronization

/// Reads files on several threads, each content once, and saves what was learned in the order of the
/// files: at least twice a second, or after each file that takes longer, so that little is lost when
/// the program is stopped. Of videos it only tells which they are.
///
/// The order in which threads finish makes no difference to what is saved, nor to its order.
struct IndexStream: Sendable {
  /// What reading did.
  struct Report: Sendable {
    /// What was new.
    var tally: IndexTally
    /// Pictures that this program made.
    var ownFiles: [MediaFile] = []
    /// Photos and videos that were purged.
    var purgedFiles: [MediaFile] = []
    /// Faces that were purged.
    var purgedFaces = 0
    /// Files that could not be used.
    var failures: [Failure] = []
    /// The videos, whose frames are still to be searched, with their hashes.
    var videos: [(candidate: MediaSearch.Candidate, sha256: String)] = []
  }

  private enum Content {
    case photo(IndexedMedia)
    case known(Media)
    case video
  }

  private struct State {
    /// What each file holds, as far as that is known.
    var hashes: [Int: Result<String, any Error>] = [:]
    /// The contents that somebody reads or has read.
    var claimed: Set<String> = []
    /// What was read, by hash; the faces until they are saved.
    var contents: [String: Result<Content, any Error>] = [:]
    /// The files before are done with.
    var next = 0
    var unsaved: [IndexedFile] = []
    var lastSave = ContinuousClock.now
    var done = 0
    var report: Report
    var error: (any Error)?
  }

  private static let interval = Duration.milliseconds(400)

  private let candidates: [MediaSearch.Candidate]
  private let storage: SQLiteCase
  private let known: [String: Media]
  private let tally: IndexTally
  private let purged: Set<String>
  private let recipe: @Sendable (Media.Kind) -> Recipe

  /// A stream of `candidates` into `storage`.
  ///
  /// - Parameters:
  ///   - known: The media of the case by hash.
  ///   - tally: What the case holds.
  ///   - purged: The hashes of contents that were purged.
  ///   - recipe: Under which faces are to be found.
  init(
    _ candidates: [MediaSearch.Candidate], into storage: SQLiteCase, known: [String: Media],
    tally: IndexTally, purged: Set<String>,
    recipe: @escaping @Sendable (Media.Kind) -> Recipe
  ) {
    self.candidates = candidates
    self.storage = storage
    self.known = known
    self.tally = tally
    self.purged = purged
    self.recipe = recipe
  }

  /// Reads and saves.
  ///
  /// - Parameters:
  ///   - readers: One for each thread.
  ///   - progress: Told how many files are done, and how many of them could not be used.
  /// - Throws: An error of the case; what was saved before stays.
  func run(readers: [MediaReader], progress: @Sendable (Int, Int) -> Void) throws -> Report {
    let state = Mutex(State(report: Report(tally: tally)))
    let workers = UncheckedReaders(readers)
    parallelFor(count: candidates.count, jobs: readers.count) { range, worker in
      for i in range where state.withLock({ $0.error == nil }) {
        read(i, with: workers[worker], state)
        state.withLock { state in
          state.done += 1
          advance(&state)
          progress(state.done, state.report.failures.count)
          if state.lastSave.duration(to: .now) > Self.interval { save(&state) }
        }
      }
    }
    return try state.withLock { state in
      save(&state)
      if let error = state.error { throw error }
      return state.report
    }
  }

  private func read(_ i: Int, with reader: MediaReader, _ state: borrowing Mutex<State>) {
    let candidate = candidates[i]
    let hash = Result { try ContentHash.of(file: candidate.path) }
    let isToRead = state.withLock { state in
      state.hashes[i] = hash
      guard case .success(let hash) = hash, !isCurrent(hash), !purged.contains(hash) else {
        return false
      }
      return state.claimed.insert(hash).inserted
    }
    guard isToRead, case .success(let hash) = hash else { return }
    let content = Result<Content, any Error> {
      switch try reader.read(
        candidate.path, sha256: hash, size: candidate.file.size, recipe: recipe(.photo))
      {
      case .photo(let found): .photo(found)
      case .video: .video
      }
    }
    state.withLock { $0.contents[hash] = content }
  }

  private func isCurrent(_ hash: String) -> Bool {
    known[hash].map { $0.recipe == recipe($0.kind) } ?? false
  }

  /// Takes what is ready, as far as no earlier file is missing.
  private func advance(_ state: inout State) {
    while state.next < candidates.count, let hash = state.hashes[state.next] {
      let file = candidates[state.next].file
      do {
        let hash = try hash.get()
        if purged.contains(hash) { throw PurgedContent() }
        let content: Content
        if let media = known[hash], isCurrent(hash) {
          content = .known(media)
        } else {
          guard let result = state.contents[hash] else { return }
          content = try result.get()
        }
        switch content {
        case .video: state.report.videos.append((candidates[state.next], hash))
        case .known(let media):
          take(IndexedFile(file: file, media: media, faces: nil), &state)
        case .photo(let found):
          state.contents[hash] = .success(.known(found.media))
          state.report.failures += found.failures(of: file.path)
          take(IndexedFile(file: file, content: found), &state)
        }
      } catch is OwnOutput {
        state.report.ownFiles.append(file)
      } catch is PurgedContent {
        state.report.purgedFiles.append(file)
      } catch {
        state.report.failures.append(Failure(of: file.path, error))
      }
      state.hashes[state.next] = nil
      state.next += 1
    }
  }

  private func take(_ item: IndexedFile, _ state: inout State) {
    state.report.tally.count(item)
    state.unsaved.append(item)
  }

  private func save(_ state: inout State) {
    defer { state.lastSave = .now }
    guard !state.unsaved.isEmpty, state.error == nil else { return }
    do { state.report.purgedFaces += try storage.save(state.unsaved) } catch { state.error = error }
    state.unsaved = []
  }
}

/// Readers that parallel workers pick by their own number, one each.
struct UncheckedReaders: @unchecked Sendable {
  private let readers: [MediaReader]
  init(_ readers: [MediaReader]) { self.readers = readers }
  subscript(worker: Int) -> MediaReader { readers[worker] }
}

/// Something that was purged and is not taken in again.
private struct PurgedContent: Error {}
