import Files
import Foundation
import GRDB
import GRDBSQLite

/// A hash over everything that a case knows and that people decided, so that an alteration by another
/// program is noticed. What can be made anew from the rest is left out, and so is the log itself.
enum CaseState {
  /// Tables that are caches, notes of this program to itself, or the log.
  private static let leftOut: Set<String> = [
    "custody_entry", "custody_detail", "custody_stamp", "grdb_migrations", "derived_version",
    "output_file", "passed_over_file", "neighbor_kind", "neighbor_list", "unfinished_video",
    "case_property",
  ]

  /// The state of the case, and the step of the schema that it is a state of.
  ///
  /// Each table is hashed with its name and its rows in order of their keys, each value with its type
  /// and length.
  ///
  /// - Complexity: O(bytes of the tables).
  static func hash(_ db: Database) throws -> (state: String, schema: String) {
    let hash = ContentHash()
    var buffer: [UInt8] = []
    func flush() {
      buffer.withUnsafeBytes { hash.update($0) }
      buffer.removeAll(keepingCapacity: true)
    }
    func add(_ tag: Character, _ bytes: UnsafeRawBufferPointer) {
      buffer.append(contentsOf: "\(tag)\(bytes.count):".utf8)
      buffer.append(contentsOf: bytes)
      if buffer.count > 1 << 16 { flush() }
    }
    let tables = try Row.fetchAll(
      db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name")
    for table in tables {
      let name: String = table["name"]
      guard !leftOut.contains(name), !DerivedTables.names.contains(name),
        !name.hasPrefix("sqlite_")
      else { continue }
      buffer.append(contentsOf: "\ntable \(name)\n".utf8)
      let isKeyed = (table["sql"] as String).contains("WITHOUT ROWID")
      let statement = try db.makeStatement(
        sql: "SELECT * FROM \"\(name)\"" + (isKeyed ? "" : " ORDER BY rowid"))
      let handle = statement.sqliteStatement
      defer { sqlite3_reset(handle) }
      let columns = sqlite3_column_count(handle)
      while true {
        let step = sqlite3_step(handle)
        if step == SQLITE_DONE { break }
        guard step == SQLITE_ROW else {
          throw DatabaseError(resultCode: ResultCode(rawValue: step))
        }
        for column in 0..<columns {
          switch sqlite3_column_type(handle, column) {
          case SQLITE_NULL: add("n", UnsafeRawBufferPointer(start: nil, count: 0))
          case SQLITE_INTEGER:
            withUnsafeBytes(of: sqlite3_column_int64(handle, column).littleEndian) { add("i", $0) }
          case SQLITE_FLOAT:
            withUnsafeBytes(
              of: sqlite3_column_double(handle, column).bitPattern.littleEndian
            ) { add("r", $0) }
          case let type:
            let bytes = sqlite3_column_blob(handle, column)
            let count = Int(sqlite3_column_bytes(handle, column))
            add(
              type == SQLITE_TEXT ? "t" : "b", UnsafeRawBufferPointer(start: bytes, count: count))
          }
        }
        buffer.append(0x0A)
      }
    }
    flush()
    return (hash.finish(), try schema(db))
  }

  /// The last step of the schema that the case has been through.
  static func schema(_ db: Database) throws -> String {
    try Schema.migrator.completedMigrations(db).last ?? ""
  }
}
