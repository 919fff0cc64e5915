import CaseStore
import Domain
import GraphFormats

/// What a case knows about one photo or video.
public struct MediaListing: Sendable {
  private let reader: CaseReader

  /// Reads from `reader`.
  public init(_ reader: CaseReader) { self.reader = reader }

  /// All about one media: what it is, its files, and every face with the person it belongs to, from
  /// left to right.
  public func details(of media: MediaID) throws -> ResultSections {
    var sections = ResultSections()
    for (name, sql) in Self.details {
      sections.append(
        name,
        ResultTable(
          try reader.run(
            sql, arguments: ["media": QueryValue(media)], limits: QueryLimits(rows: .max))))
    }
    return sections
  }

  private static let details = [
    (
      "media",
      """
      SELECT path, kind, date, place, width, height, camera, persons, faces, sha256
      FROM media WHERE id = :media
      """
    ),
    ("files", "SELECT path, bytes FROM file WHERE media_id = :media ORDER BY path"),
    (
      "faces",
      """
      SELECT person_id AS person, person.name, face.id AS face, time, top, "right", bottom, "left",
        score, quality, distance
      FROM face LEFT JOIN person ON person.id = person_id
      WHERE media_id = :media ORDER BY time, "left", top, face.id
      """
    ),
  ]
}
