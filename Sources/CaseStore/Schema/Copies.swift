import Domain
import GRDB

/// Which photos are copies of one picture.
enum Copies {
  static func all(_ db: Database) throws -> [PictureCopy] {
    try Row.fetchAll(
      db, sql: "SELECT media_id, picture_id, rank FROM picture_copy ORDER BY picture_id, rank"
    ).map {
      PictureCopy(media: $0["media_id"], picture: $0["picture_id"], rank: $0["rank"])
    }
  }

  /// Makes the groups follow from the pairs: the best photo that is a copy of others stands for them,
  /// and so on with the rest. Best is what has the most pixels, then bytes. Copies of a copy are not
  /// chained: each is a copy of the one that stands for it.
  ///
  /// - Returns: The persons in photos whose group changed.
  /// - Complexity: O(pairs · log pairs).
  static func regroup(_ db: Database) throws -> Set<PersonID> {
    let pairs = try Row.fetchAll(db, sql: "SELECT media_id, other_id FROM near_copy")
    let before = try all(db)
    if pairs.isEmpty, before.isEmpty { return [] }
    var copies: [MediaID: [MediaID]] = [:]
    for pair in pairs {
      let (a, b): (MediaID, MediaID) = (pair["media_id"], pair["other_id"])
      copies[a, default: []].append(b)
      copies[b, default: []].append(a)
    }
    let best = try MediaID.fetchAll(
      db,
      sql: """
        SELECT id FROM media_item
        WHERE id IN (SELECT media_id FROM near_copy UNION SELECT other_id FROM near_copy)
        ORDER BY width * height DESC, size DESC, id
        """)
    let place = Dictionary(uniqueKeysWithValues: best.enumerated().map { ($1, $0) })
    var after: [PictureCopy] = []
    var taken: Set<MediaID> = []
    for media in best where !taken.contains(media) {
      let others = (copies[media] ?? []).filter { !taken.contains($0) }
        .sorted { (place[$0] ?? .max) < (place[$1] ?? .max) }
      guard !others.isEmpty else { continue }
      taken.formUnion([media] + others)
      for (rank, copy) in ([media] + others).enumerated() {
        after.append(PictureCopy(media: copy, picture: media, rank: rank))
      }
    }
    after.sort { ($0.picture, $0.rank) < ($1.picture, $1.rank) }
    guard before != after else { return [] }
    try db.execute(sql: "DELETE FROM picture_copy")
    for copy in after {
      try db.cachedStatement(
        sql: "INSERT INTO picture_copy (media_id, picture_id, rank) VALUES (?, ?, ?)"
      ).execute(arguments: [copy.media, copy.picture, copy.rank])
    }
    var persons: Set<PersonID> = []
    for media in Set((before + after).map(\.media)) {
      persons.formUnion(
        try PersonID.fetchAll(
          db.cachedStatement(
            sql: """
              SELECT DISTINCT person_id FROM face_detection
              WHERE media_id = ? AND person_id IS NOT NULL
              """), arguments: [media]))
    }
    return persons
  }
}
