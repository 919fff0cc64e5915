import CaseStore
import Domain
import FaceClustering
import Files
import SystemPackage

/// Writes what `wwww cluster` would compare as blocks of vectors, so that many machines can compare
/// them.
///
/// The folder holds `blocks/00000.vec`, …; `sample.vec`, some vectors of all; and `pairs.txt`, the pairs of
/// blocks, one a line: `0 0`, `0 1`, `1 1`, ….
public struct ShardWriter {
  /// What was written.
  public struct Report: Sendable, Equatable {
    /// Faces that are compared.
    public var faces = 0
    /// Blocks of them.
    public var blocks = 0
    /// Pairs of blocks.
    public var pairs = 0
    /// The radius within which pairs are looked for.
    public var radius = 0.0
  }

  private let storage: SQLiteCase
  private let method: ClusterSettings.Method
  private let blockSize: Int

  static let sample: FilePath = "sample.vec"
  static let pairs: FilePath = "pairs.txt"
  private static let sampleSize = 1024

  /// A writer of the faces of `storage`.
  ///
  /// - Parameters:
  ///   - method: How faces are going to be clustered: it says what is compared.
  ///   - blockSize: How many faces a block has.
  public init(of storage: SQLiteCase, for method: ClusterSettings.Method, blockSize: Int) {
    self.storage = storage
    self.method = method
    self.blockSize = blockSize
  }

  /// Writes into `folder`.
  ///
  /// - Throws: `ShardError.noFaces`; an error where the folder cannot be written.
  public func write(to folder: OutputFolder) throws -> Report {
    guard let comparison = try FaceComparison(for: method, ObservedFaces(of: storage)),
      !comparison.rows.isEmpty
    else { throw ShardError.noFaces }
    let recipe = ShardRecipe(comparison, blockSize: blockSize)
    let text = recipe.description
    func write(_ rows: [Int], first: Int, to name: FilePath) throws {
      let file = try folder.file(name, isPrivate: true)
      try VectorBlock.write(
        comparison.embeddings.selecting(rows).values[...], first: first, recipe: text, to: file)
      try file.commit()
    }
    var pairs = ""
    for block in 0..<recipe.blockCount {
      let range = recipe.rows(of: block)
      try write(
        Array(comparison.rows[range]), first: range.lowerBound, to: Self.blockName(block))
      for other in 0...block { pairs += "\(other) \(block)\n" }
    }
    let count = min(Self.sampleSize, recipe.faces)
    try write(
      (0..<count).map { comparison.rows[$0 * recipe.faces / count] }, first: 0, to: Self.sample)
    // Last: where it is, all is.
    try folder.write(Array(pairs.utf8), to: Self.pairs)
    return Report(
      faces: recipe.faces, blocks: recipe.blockCount,
      pairs: recipe.blockCount * (recipe.blockCount + 1) / 2, radius: recipe.radius)
  }

  static func blockName(_ block: Int) -> FilePath {
    let digits = String(block)
    return FilePath(
      "blocks/" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits + ".vec")
  }
}

extension FaceComparison {
  /// What a method compares among all faces of an encoder.
  init?(for method: ClusterSettings.Method, _ observed: ObservedFaces) throws {
    switch method {
    case .agglomerative: try self.init(agglomerative: nil, observed)
    case .dbscan(let eps, _):
      self.init(dbscan: eps ?? observed.encoder.defaultRadius, observed)
    case .calibratedDBSCAN:
      let eps = try ImpostorDistances(
        observed.observations.embeddings, frames: observed.observations.spans.map(\.lowerBound),
        usual: observed.encoder.impostors
      ).radius()
      self.init(dbscan: eps, observed)
    }
  }
}
