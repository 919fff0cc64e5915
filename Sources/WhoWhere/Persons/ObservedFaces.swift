import CaseStore
import Domain
import FaceClustering
import Files

/// The faces of a case as they are compared and clustered: those of one encoder, a track of a video
/// being one observation.
struct ObservedFaces {
  /// What is compared.
  let observations: Observations
  /// For each observation the number of its first face, by which it goes; rising.
  let ids: [FaceID]
  /// How good each observation is; a poor track may join a person but never bring two groups together.
  let qualities: [Float]
  /// How much can be seen of each observation, at its clearest.
  let details: [Float]
  /// For each row of all faces its track.
  let tracks: [Int?]
  /// What made the embeddings.
  let encoder: EncoderKind
  /// Changes with the encoder, and with the faces that decisions took out of their tracks.
  let kind: String

  /// The faces of `encoder` among all.
  ///
  /// - Parameter demands: What is decided of all faces.
  /// - Throws: `EmbeddingError` for damaged faces.
  init(_ faces: FaceTable, _ encoder: EncoderKind, demands: ClusteringConstraints) throws {
    let tracks = faces.observedTracks()
    let detached = DetachedFaces(tracks: tracks, constraints: demands)
    let observations = Observations(
      of: try EmbeddingMatrix(faces.embeddings), rows: faces.rows(encodedBy: encoder),
      tracks: detached.leaving(tracks), qualities: faces.qualities,
      frames: PersonFinder.frames(of: faces))
    self.observations = observations
    self.tracks = tracks
    self.encoder = encoder
    ids = observations.members.map { faces.ids[$0[0]] }
    qualities = (0..<observations.count).map {
      observations.isPoor($0, tracks: tracks) ? 0 : observations.qualities[$0]
    }
    details = observations.members.map { rows in rows.map { faces.details[$0] }.max() ?? 0 }
    let apart = detached.rows.map { faces.ids[$0] }.sorted().map(\.description)
    kind =
      encoder.rawValue
      + (apart.isEmpty
        ? ""
        : ", apart \(ContentHash.of(Array(apart.joined(separator: " ").utf8)).prefix(12))")
  }

  /// The faces of `storage`, of the encoder that is grouped there.
  ///
  /// - Throws: `DecisionError` where decisions contradict each other; `EmbeddingError`.
  init(of storage: SQLiteCase) throws {
    if !storage.isReadOnly { try storage.linkTracks() }
    let faces = try storage.faces()
    let decided = DecidedFaces(
      try storage.decisions(), faces: faces,
      hashes: Dictionary(uniqueKeysWithValues: try storage.media().map { ($0.id, $0.sha256) }),
      persons: try storage.persons())
    try self.init(
      faces, storage.encoder(),
      demands: decided.constraints(Array(0..<faces.count), of: faces, allowsSameFrame: false))
  }
}
