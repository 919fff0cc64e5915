import Domain
import Foundation
import GRDB

/// Writes what metadata say, and lets a media's date and place follow from it, within one transaction.
struct MetadataWriter {
  private let db: Database
  /// The media of which something changed.
  private(set) var changed: Set<MediaID> = []

  init(_ db: Database) { self.db = db }

  /// Puts what a file itself says in place of what was read of it before.
  ///
  /// - Parameter areRead: Whether the values were read one by one.
  mutating func replaceEmbedded(
    _ values: [MetadataValue], of media: MediaID, areRead: Bool
  ) throws {
    try replace(
      "media_id = ? AND location IS NULL AND source <> '\(MetadataSource.csv.rawValue)'", [media],
      values, of: media, beside: nil)
    guard areRead else { return }
    try db.execute(
      sql: "INSERT OR IGNORE INTO metadata_read (media_id) VALUES (?)", arguments: [media])
  }

  /// Puts what stands beside a file, and what its name suggests, in place of what was there before.
  mutating func replace(beside file: MediaFile, _ values: [MetadataValue]) throws {
    let location = Data(file.location)
    try replace("location = ?", [location], values, of: file.mediaID, beside: location)
  }

  /// Puts what the user says of a media in place of what the user said of the same properties before.
  mutating func replaceTold(_ values: [MetadataValue], of media: MediaID) throws {
    let properties = Set(values.map(\.property.rawValue)).sorted()
      .map { "'\($0)'" }.joined(separator: ", ")
    try replace(
      """
      media_id = ? AND source = '\(MetadataSource.csv.rawValue)' AND property IN (\(properties))
      """, [media], values, of: media, beside: nil)
  }

  private mutating func replace(
    _ condition: String, _ arguments: StatementArguments, _ values: [MetadataValue],
    of media: MediaID, beside location: Data?
  ) throws {
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM metadata_value WHERE \(condition) ORDER BY id"),
      arguments: arguments)
    let before = rows.compactMap(MetadataValue.init)
    let owners = Set(rows.map { $0["media_id"] as MediaID })
    if before == values, before.count == rows.count, owners.isSubset(of: [media]) { return }
    try db.execute(
      sql: "DELETE FROM metadata_value WHERE \(condition)", arguments: arguments)
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO metadata_value (media_id, location, property, value, source, origin, top_edge,
          right_edge, bottom_edge, left_edge)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for value in values {
      try insert.execute(arguments: [
        media, location, value.property.rawValue, value.text, value.source.rawValue, value.origin,
        value.box?.top, value.box?.right, value.box?.bottom, value.box?.left,
      ])
    }
    changed.formUnion(owners)
    changed.insert(media)
  }

  /// Gives every media of which something changed the date and the place that the most trusted source
  /// tells, and returns the persons who were in those of which the date changed.
  mutating func settle() throws -> Set<PersonID> {
    defer { changed = [] }
    var persons: Set<PersonID> = []
    func first(_ property: MetadataValue.Property, of media: MediaID) throws -> String? {
      try String.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT value FROM metadata_value WHERE media_id = ? AND property = ?
            ORDER BY \(Views.trust), id LIMIT 1
            """), arguments: [media, property.rawValue])
    }
    for media in changed.sorted() {
      let date = try first(.date, of: media)
      let place = try first(.position, of: media)
        .flatMap { MetadataValue(.position, $0, .csv, "-")?.position }
      guard
        let row = try Row.fetchOne(
          db.cachedStatement(sql: "SELECT date, latitude, longitude FROM media_item WHERE id = ?"),
          arguments: [media])
      else { continue }
      let isSameDate = row["date"] as String? == date
      if isSameDate, row["latitude"] as Double? == place?.latitude,
        row["longitude"] as Double? == place?.longitude
      {
        continue
      }
      try db.cachedStatement(
        sql: "UPDATE media_item SET date = ?, latitude = ?, longitude = ? WHERE id = ?"
      ).execute(arguments: [date, place?.latitude, place?.longitude, media])
      guard !isSameDate else { continue }
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

extension MetadataValue {
  /// The value of a row; `nil` for one that another version of the program wrote.
  init?(_ row: Row) {
    guard let property = Property(rawValue: row["property"]),
      let source = MetadataSource(rawValue: row["source"])
    else { return nil }
    let box = (row["top_edge"] as Int?).map { _ in FaceBox(row) }
    self.init(property, row["value"], source, row["origin"], box: box)
  }
}
