import CaseStore
import Domain
import FaceClustering
import GraphFormats
import ParallelLoops

/// What a case's own faces say about the radius of DBSCAN: the k-distance curve, the Python tool's
/// mean nearest-neighbor distance, and the distances of impostor pairs.
public struct RadiusAdvice: Sendable {
  /// Whose distances these are.
  public let encoder: EncoderKind
  /// The sorted distances to the k-th neighbors.
  public let curve: KDistanceCurve
  /// The distances of faces in the same frame.
  public let impostors: ImpostorDistances

  /// Measures the faces of `storage`.
  ///
  /// - Parameters:
  ///   - k: Which neighbor; `min_samples` − 1, since DBSCAN counts the face itself.
  ///   - jobs: The number of threads. The result does not depend on it.
  /// - Throws: `ParameterError` where there are not more than `k` faces or `k` is less than 1;
  ///   `EmbeddingError` for damaged faces.
  /// - Complexity: O(n²), bounded as `KDistanceCurve` tells.
  public init(of storage: SQLiteCase, k: Int, jobs: Int = allCores) throws {
    let faces = try storage.faces()
    encoder = try storage.encoder()
    let observations = Observations(
      of: try EmbeddingMatrix(faces.embeddings), rows: faces.rows(encodedBy: encoder),
      tracks: faces.observedTracks(), qualities: faces.qualities,
      frames: PersonFinder.frames(of: faces))
    let embeddings = observations.embeddings
    curve = try KDistanceCurve(embeddings, k: k, jobs: jobs)
    impostors = try ImpostorDistances(
      embeddings, frames: observations.spans.map(\.lowerBound), usual: encoder.impostors)
  }

  /// The radius within which one face in a hundred has another person's face.
  public var recommended: Double { impostors.radius() }

  /// Why this radius.
  public var reason: String {
    let share =
      "within it a face has 0.01 faces of other people on average, in a case of \(impostors.faces) faces"
    return impostors.pairs > 0
      ? "two faces of one picture are two people, and there are \(impostors.pairs) such pairs; \(share)"
      : "there are fewer than \(ImpostorDistances.leastPairs) pairs of faces in one picture, so the "
        + "distances of different people in press photos are taken; \(share)"
  }

  /// The figures, one a row, with what they mean.
  public func table() -> ResultTable {
    var table = ResultTable(columns: ["figure", "value", "meaning"])
    func add(_ figure: String, _ value: CSVCell, _ meaning: String) {
      table.append([.text(figure), value, .text(meaning)])
    }
    add("recommended", .number(recommended), reason)
    add(
      "knee", CSVCell(curve.knee),
      curve.knee == nil
        ? "the curve is flat: all faces are equally far from their neighbors"
        : "where the curve of distances to neighbor \(curve.k) bends most; in large collections "
          + "different people are nearer than this")
    add(
      "mean_nearest", .number(curve.meanNearest),
      "mean distance to the nearest face, as the Python tool suggests; depends on how many faces "
        + "a person has")
    add("same_frame_pairs", .integer(impostors.pairs), "pairs of faces known to be two people")
    add("impostor_median", .number(impostors.median), "median distance of these pairs")
    add("impostor_deviation", .number(impostors.deviation), "their standard deviation below it")
    return table
  }

  /// The curve: one row a face, by rising distance; `mark` names the knee.
  public func curveTable() -> ResultTable {
    var table = ResultTable(columns: ["rank", "distance", "mark"])
    for (rank, distance) in curve.distances.enumerated() {
      table.append([
        .integer(rank + 1), .number(distance), rank == curve.kneeIndex ? "knee" : .missing,
      ])
    }
    return table
  }
}
