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
}
