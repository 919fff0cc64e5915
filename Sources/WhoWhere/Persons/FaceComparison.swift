import CaseStore
import Domain
import FaceClustering

/// Which faces a clustering compares with each other, how they are scaled, and how near counts: what
/// neighbor lists are lists of.
struct FaceComparison {
  /// All observations of the case, as they are compared.
  let embeddings: EmbeddingMatrix
  /// The numbers of their first faces.
  let ids: [FaceID]
  /// Those that are compared; the others have no neighbors.
  let rows: [Int]
  /// What makes lists comparable: the encoder, how embeddings are scaled, and which faces are chosen.
  let kind: String
  /// The least radius that serves, and the one that is worth keeping.
  let radii: ClosedRange<Double>

  /// What DBSCAN compares.
  init(dbscan eps: Double, _ observed: ObservedFaces) {
    embeddings = observed.observations.embeddings
    ids = observed.ids
    rows = Array(ids.indices)
    kind = observed.kind
    radii = eps...eps
  }

  /// What agglomerative clustering compares: poor faces are left out. `nil` where no two faces can be
  /// near enough to be one person.
  ///
  /// - Parameter clustered: The observations that are going to be clustered; all where `nil`.
  init?(agglomerative clustered: [Int]? = nil, _ observed: ObservedFaces) throws {
    let method = try AgglomerativeClustering(observed.encoder.samePersonModel)
    func isClear(_ row: Int) -> Bool { observed.qualities[row] >= method.bridgeQuality }
    embeddings = observed.observations.embeddings.normalized()
    ids = observed.ids
    let clear = (clustered ?? Array(ids.indices)).filter(isClear)
    guard let radii = method.neighborRadii(embeddings.selecting(clear)) else { return nil }
    rows = ids.indices.filter(isClear)
    kind = "\(observed.kind), normalized, quality \(method.bridgeQuality)"
    self.radii = radii
  }

  /// The observations that are compared, without the others.
  var compared: EmbeddingMatrix {
    rows.count < embeddings.count ? embeddings.selecting(rows) : embeddings
  }

  /// The numbers of the first faces of those that are compared, rising.
  var comparedIDs: [FaceID] { rows.map { ids[$0] } }
}
