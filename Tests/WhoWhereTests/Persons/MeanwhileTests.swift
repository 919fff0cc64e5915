import CaseStore
import Synchronization
import Testing
import WhoWhere

/// Decisions that are made while somebody clusters.
struct MeanwhileTests {
  /// Does something once, when faces have been compared and before the result is written.
  private final class Meddler: ProgressReporter {
    private let action: Mutex<(@Sendable () throws -> Void)?>
    init(_ action: @escaping @Sendable () throws -> Void) { self.action = Mutex(action) }
    func update(_ step: String, done: Int, of total: Int) {}
    func finish() {
      let action = action.withLock { action in
        defer { action = nil }
        return action
      }
      #expect(throws: Never.self) { try action?() }
    }
  }

  @Test func aMergeMadeMeanwhileHolds() throws {
    let album = try VectorCase(persons: [[0, 1], [0], [0], [1], [2], [2]])
    try album.cluster()
    let storage = album.storage
    _ = try ClusterJob(
      on: album.storage, settings: ClusterSettings(),
      progress: Meddler { _ = try Curation(of: storage, author: "Ada").merge(2, 0) }
    ).run()
    #expect(try album.persons() == [0, 1, 0, 0, 1, 0, 0])
    let last = try album.storage.faces().ids[3]
    _ = try ClusterJob(
      on: album.storage, settings: ClusterSettings(),
      progress: Meddler { _ = try Curation(of: storage, author: "Ada").split(0, faces: [last]) }
    ).run()
    #expect(try album.persons()[3] == 3)
  }

  /// Faces that are found anew while others are compared may take over the numbers of those that were
  /// read; nobody is given to them unseen.
  @Test func facesReplacedMeanwhileAreReadAnew() throws {
    let album = try VectorCase(persons: [[0, 1], [0], [1], [2], [2], [0, 2]])
    try album.cluster()
    // The last photo now shows others, under numbers that its faces had.
    let changed: [[VectorCase.Face]] = [[.init(person: 2, shift: 0.3), .init(person: 1)]]
    let replace = { @Sendable [album = Unchecked(album)] in
      try album.value.add(changed, from: 5, recipe: .test("other"))
    }
    _ = try ClusterJob(
      on: album.storage, settings: ClusterSettings(method: .dbscan(eps: 0.5, minSamples: 2)),
      progress: Meddler(replace)
    ).run()
    #expect(try album.persons() == [0, 2, 0, 2, 1, 1, 1, 2])
  }

  /// Photos that are added meanwhile wait for the next clustering, and hinder none.
  @Test func facesAddedMeanwhileWait() throws {
    let album = try VectorCase(persons: [[0, 1], [0], [1]])
    let add = { @Sendable [album = Unchecked(album)] in
      try album.value.add([[.init(person: 0)]], from: 3)
    }
    _ = try ClusterJob(
      on: album.storage, settings: ClusterSettings(method: .dbscan(eps: 0.5, minSamples: 2)),
      progress: Meddler(add)
    ).run()
    #expect(try album.persons() == [0, 1, 0, 1, nil])
  }

  /// The case is used by one thread at a time.
  private struct Unchecked: @unchecked Sendable {
    let value: VectorCase
    init(_ value: VectorCase) { self.value = value }
  }
}
