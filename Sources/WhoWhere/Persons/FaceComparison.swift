import CaseStore
import Domain
import FaceClustering

/// Which faces a clustering compares with each other, how they are scaled, and how near counts: what
/// neighbor lists are lists of.
struct FaceComparison {
  /// All faces of the case, as they are compared.
  let embeddings: EmbeddingMatrix
  /// The rows of those that are compared; the others have no neighbors.
  let rows: [Int]
  /// What makes lists comparable: the encoder, how embeddings are scaled, and which faces are chosen.
  let kind: String
  /// The least radius that serves, and the one that is worth keeping.
  let radii: ClosedRange<Double>

  /// What DBSCAN compares.
  init(dbscan eps: Double, _ faces: FaceTable, _ all: EmbeddingMatrix, _ encoder: EncoderKind) {
    embeddings = all
    rows = faces.rows(encodedBy: encoder)
    kind = encoder.rawValue
    radii = eps...eps
  }

  /// What agglomerative clustering compares: poor faces are left out. `nil` where no two faces can be
  /// near enough to be one person.
  ///
  /// - Parameter clustered: The rows that are going to be clustered.
  init?(
    agglomerative clustered: [Int], _ faces: FaceTable, _ all: EmbeddingMatrix,
    _ encoder: EncoderKind
  ) throws {
    let method = try AgglomerativeClustering(encoder.samePersonModel)
    func isClear(_ row: Int) -> Bool { faces.qualities[row] >= method.bridgeQuality }
    embeddings = all.normalized()
    guard let radii = method.neighborRadii(embeddings.selecting(clustered.filter(isClear))) else {
      return nil
    }
    rows = faces.rows(encodedBy: encoder).filter(isClear)
    kind = "\(encoder.rawValue), normalized, quality \(method.bridgeQuality)"
    self.radii = radii
  }

  /// The rows that are compared, without the others.
  var compared: EmbeddingMatrix {
    rows.count < embeddings.count ? embeddings.selecting(rows) : embeddings
  }
}
