import CaseStore
import FaceClustering
import Files
import Foundation
import ParallelLoops

/// Takes what `NearPairFilter` found into a case, as the neighbor lists that a clustering would make
/// itself. `wwww cluster` then gives what it gives without them.
public struct NeighborImport {
  /// What was taken in.
  public struct Report: Sendable, Equatable {
    /// Faces that were compared.
    public var faces = 0
    /// Pairs within the radius.
    public var pairs = 0
  }

  private let storage: SQLiteCase
  private let method: ClusterSettings.Method
  private let jobs: Int
  private let progress: any ProgressReporter

  /// An import into `storage`, whose faces are going to be clustered by `method`.
  public init(
    into storage: SQLiteCase, for method: ClusterSettings.Method, jobs: Int = allCores,
    progress: any ProgressReporter = SilentProgress()
  ) {
    self.storage = storage
    self.method = method
    self.jobs = jobs
    self.progress = progress
  }

  /// Takes in all pairs.
  ///
  /// - Throws: `ShardError` where a block is missing, there twice or cut short, or of other faces than
  ///   the case's: then nothing was stored.
  /// - Complexity: O(pairs); memory for 8 bytes a pair.
  public func run(_ sources: [ImportSource]) throws -> Report {
    guard let comparison = try FaceComparison(for: method, ObservedFaces(of: storage)),
      !comparison.rows.isEmpty
    else { throw ShardError.noFaces }
    let pairs = try PairReader(sources, jobs: jobs, progress: progress)
    let own = ShardRecipe(comparison, blockSize: pairs.recipe.blockSize)
    guard pairs.recipe == own else {
      throw ShardError.otherFaces(found: "\(pairs.recipe)", expected: "\(own)")
    }
    let lists = pairs.lists()
    progress.finish()
    let earlier = try EarlierNeighbors(offsets: lists.offsets, indices: lists.indices)
    // What is no pair, or farther apart, shows here.
    _ = try earlier.neighbors(of: comparison.compared, radius: own.radius, jobs: jobs)
    return try storage.recording(
      NewRun(
        command: "import-neighbors",
        parameters: [
          "paths": sources.map(\.name).joined(separator: "\n"), "recipe": own.description,
        ], models: [:])
    ) { _ in
      try storage.save(
        NeighborLists(
          kind: own.kind, radius: own.radius, faceIDs: comparison.comparedIDs,
          offsets: earlier.offsets, earlier: earlier.indices),
        from: 0)
      return (
        Report(faces: own.faces, pairs: earlier.indices.count),
        ["faces": own.faces, "pairs": earlier.indices.count], []
      )
    }
  }
}
