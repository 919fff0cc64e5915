import Domain
import Files
import Foundation
import GRDB
import GRDBSQLite
import SystemPackage

/// A case opened for questions. Nothing that is asked can change it: the file is opened for reading
/// only, and while a query runs SQLite itself refuses everything but `SELECT`.
///
/// Besides SQLite's own functions, queries have `kilometers(latitude, longitude, latitude,
/// longitude)`, the great-circle distance.
public struct CaseReader: Sendable {
  let database: DatabaseQueue
  /// The case's folder.
  public let folder: FilePath

  /// Opens the case in `folder`. Nothing is written there: one of an older version is brought up to
  /// date in a copy.
  ///
  /// - Throws: `CaseError` where there is no usable case.
  public init(in folder: FilePath) throws {
    self.folder = folder
    database = try CaseDatabase.toRead(in: folder, prepare: Self.prepare)
  }

  /// Reads a copy that is in memory.
  public init(inMemory copy: SQLiteCase) throws {
    guard let queue = copy.database as? DatabaseQueue else { throw CaseError.readOnly }
    folder = copy.folder
    database = queue
  }

  /// What a connection for questions needs.
  @Sendable static func prepare(_ db: Database) throws {
    db.add(function: kilometers)
    // Their first use declares a table, which the authorizer would refuse.
    try db.execute(sql: "SELECT 1 FROM json_each('[]'), json_tree('[]')")
    let connection = db.sqliteConnection
    // The size of a text or row, of a statement, and of what LIKE compares: enough for any
    // honest query, too little to exhaust the machine.
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, 64 << 20)
    sqlite3_limit(connection, SQLITE_LIMIT_SQL_LENGTH, 1 << 20)
    sqlite3_limit(connection, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000)
    sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0)
  }

  /// Runs one `SELECT` statement.
  ///
  /// - Parameters:
  ///   - sql: The statement.
  ///   - arguments: The values of its variables, by name without colon.
  ///   - limits: When to stop: rows beyond are left out, as are those after the first 256 MiB; time
  ///     beyond is an error.
  /// - Throws: `QueryError` where the statement is no valid SQL, wants more than to read, names a
  ///   variable that has no value, or takes too long.
  public func run(
    _ sql: String, arguments: [String: QueryValue] = [:], limits: QueryLimits = QueryLimits()
  ) throws -> QueryResult {
    try database.unsafeRead { db in
      let guardian = QueryGuard(on: db.sqliteConnection, seconds: limits.seconds)
      defer { guardian.release() }
      // What SQLite itself may take, sorting and joining texts.
      let before = sqlite3_hard_heap_limit64(Int64(Self.heapLimit))
      defer { sqlite3_hard_heap_limit64(before) }
      do {
        return try Self.rows(of: sql, arguments, limit: limits.rows, db)
      } catch let error as DatabaseError {
        throw guardian.explain(error, sql: sql)
      }
    }
  }

  private static let sizeLimit = 256 << 20
  private static let heapLimit = 1 << 30

  private static func rows(
    of sql: String, _ arguments: [String: QueryValue], limit: Int, _ db: Database
  ) throws -> QueryResult {
    let statement = try db.makeStatement(sql: sql)
    guard statement.isReadonly, statement.columnCount > 0 else {
      throw QueryError.notReadOnly(reason: "give a SELECT statement")
    }
    let names = variables(of: statement)
    if let name = names.first(where: { arguments[$0] == nil }) {
      throw QueryError.undeclaredVariable(name)
    }
    let values = arguments.filter { names.contains($0.key) }.mapValues(\.databaseValue)
    try statement.setArguments(StatementArguments(values))
    var result = QueryResult(columns: statement.columnNames, rows: [], isCut: false)
    let cursor = try Row.fetchCursor(statement)
    var bytes = 0
    while let row = try cursor.next() {
      // Counted before anything of the row is copied.
      let handle = statement.sqliteStatement
      let coming = (0..<sqlite3_column_count(handle)).reduce(0) {
        $0 + Int(sqlite3_column_bytes(handle, $1))
      }
      guard result.rows.count < limit, bytes + coming < sizeLimit else {
        result.isCut = true
        break
      }
      let values = [QueryValue](row.databaseValues.lazy.map(QueryValue.init))
      for value in values { bytes += value.size }
      result.rows.append(values)
    }
    return result
  }

  /// The names of a statement's variables, without their prefix.
  private static func variables(of statement: Statement) -> [String] {
    let handle = statement.sqliteStatement
    return (0..<sqlite3_bind_parameter_count(handle)).map { index in
      sqlite3_bind_parameter_name(handle, index + 1).map { String(cString: $0 + 1) } ?? "?"
    }
  }

  /// The great-circle distance between two points in degrees, on a sphere of 6371 km (haversine).
  private static let kilometers = DatabaseFunction(
    "kilometers", argumentCount: 4, pure: true
  ) { values in
    let degrees = values.compactMap { Double.fromDatabaseValue($0) }
    guard degrees.count == 4 else { return nil }
    return Place(latitude: degrees[0], longitude: degrees[1])
      .kilometers(to: Place(latitude: degrees[2], longitude: degrees[3]))
  }
}
