import CaseStore
import Domain
import FaceClustering
import Files
import GraphFormats
import ParallelLoops

/// Looks for faces among all faces of a case. Exact: every face is compared.
///
/// ```swift
/// let search = try FaceSearch(of: CaseSnapshot(of: storage))
/// let results = try search.results(for: faces, limit: 10)
/// try search.table(of: results).write(to: sink, format: .csv, width: nil)
/// ```
public struct FaceSearch: Sendable {
  /// What was found for one face, or for the mean of several.
  public struct Result: Sendable {
    /// The faces that were looked for: one, or several of one person.
    public var query: [SearchedFace]
    /// The faces of the case, nearest first; rows of the snapshot's faces.
    public var matches: [FaceMatch]
  }

  /// What is searched.
  public let snapshot: CaseSnapshot
  /// The faces of each encoder: their rows in the snapshot, and their embeddings.
  private let comparable: [EncoderKind: (rows: [Int], embeddings: EmbeddingMatrix)]
  private let names: [PersonID: String]

  /// A search of `snapshot`.
  ///
  /// - Throws: `SearchError.emptyCase` where there is no face; `EmbeddingError` for damaged ones.
  /// - Complexity: O(faces).
  public init(of snapshot: CaseSnapshot) throws {
    guard snapshot.faces.count > 0 else { throw SearchError.emptyCase }
    self.snapshot = snapshot
    let all = try EmbeddingMatrix(snapshot.faces.embeddings)
    comparable = Dictionary(
      uniqueKeysWithValues: Set(snapshot.faces.encoders).map { encoder in
        let rows = snapshot.faces.rows(encodedBy: encoder)
        return (encoder, (rows, rows.count < all.count ? all.selecting(rows) : all))
      })
    names = Dictionary(
      uniqueKeysWithValues: snapshot.persons.compactMap { person in
        person.shownName.map { (person.id, $0) }
      })
  }

  /// The best matches of each face by itself.
  ///
  /// - Parameters:
  ///   - faces: What to look for.
  ///   - limit: The most matches of each.
  ///   - maxDistance: Faces farther than this are left out.
  ///   - jobs: The number of threads. The result does not depend on it.
  /// - Throws: `ParameterError` for a negative limit or distance.
  /// - Complexity: O(faces of the case) for each.
  public func results(
    for faces: [SearchedFace], limit: Int, maxDistance: Double = .infinity, jobs: Int = allCores
  ) throws -> [Result] {
    try faces.map { face in
      Result(
        query: [face],
        matches: try nearest(
          to: face.embedding, encodedBy: face.encoder, limit: limit, maxDistance: maxDistance,
          jobs: jobs))
    }
  }

  /// The best matches of the mean of several faces of one person, which a single bad photo misleads
  /// less.
  ///
  /// - Parameters: As for `results(for:limit:maxDistance:jobs:)`.
  /// - Throws: `EmbeddingError` where the faces have no mean; `ParameterError` where there are none.
  public func result(
    forMeanOf faces: [SearchedFace], limit: Int, maxDistance: Double = .infinity,
    jobs: Int = allCores
  ) throws -> Result {
    let encoders = Set(faces.map(\.encoder))
    guard encoders.count <= 1 else { throw SearchError.severalEncoders }
    let mean = try EmbeddingMatrix(rows: faces.map(\.embedding)).mean(of: Array(faces.indices))
    return Result(
      query: faces,
      matches: try nearest(
        to: mean, encodedBy: encoders.first ?? .sface, limit: limit, maxDistance: maxDistance,
        jobs: jobs))
  }

  /// The nearest faces among those of the same encoder.
  private func nearest(
    to embedding: [Float], encodedBy encoder: EncoderKind, limit: Int, maxDistance: Double,
    jobs: Int
  ) throws -> [FaceMatch] {
    guard let (rows, embeddings) = comparable[encoder] else { return [] }
    return try embeddings.nearest(
      to: embedding, limit: limit, maxDistance: maxDistance, jobs: jobs
    ).map { FaceMatch(face: rows[$0.face], distance: $0.distance) }
  }

  /// One row a match. The columns `photo` and `photo_box` say which face was looked for; `score` is
  /// 1 / (1 + distance); a match without a person belongs to nobody known.
  public func table(of results: [Result]) -> ResultTable {
    var table = ResultTable(columns: [
      "photo", "photo_box", "rank", "distance", "score", "person", "name", "path", "time_ms", "top",
      "right", "bottom", "left", "face",
    ])
    let faces = snapshot.faces
    for result in results {
      for (rank, match) in result.matches.enumerated() {
        let box = faces.boxes[match.face]
        let person = faces.personIDs[match.face]
        table.append([
          .text(result.title), result.boxCell, .integer(rank + 1), .number(match.distance),
          .number(match.score), CSVCell(person), CSVCell(person.flatMap { names[$0] }),
          .text(snapshot.path(of: snapshot.faceMedia[match.face])),
          .init(faces.milliseconds(match.face)), .integer(box.top), .integer(box.right),
          .integer(box.bottom), .integer(box.left), CSVCell(faces.ids[match.face]),
        ])
      }
    }
    return table
  }

  /// What a face's person is called: the name, the number, or "?" for nobody known.
  func label(ofPersonOf face: Int) -> String {
    guard let person = snapshot.faces.personIDs[face] else { return "?" }
    return names[person].map { "\(person) \($0)" } ?? "\(person)"
  }
}

extension FaceSearch.Result {
  /// The photo that was looked for, or how many.
  var title: String {
    query.count == 1 ? displayName(query[0].photo) : "mean of \(query.count) photos"
  }

  /// Where the face is that was looked for: top, right, bottom, left.
  fileprivate var boxCell: CSVCell {
    guard query.count == 1 else { return .missing }
    return .text(query[0].box.description)
  }
}
