import Foundation
import GRDB
import GRDBSQLite

/// Watches over a connection while a query runs: lets it read, and only for so long.
///
/// References: SQLite's `sqlite3_set_authorizer` and `sqlite3_progress_handler`.
final class QueryGuard {
  private let connection: OpaquePointer?
  private let seconds: Double
  private let deadline: ContinuousClock.Instant
  /// What was refused first.
  private var refusal: String?

  init(on connection: OpaquePointer?, seconds: Double) {
    self.connection = connection
    self.seconds = seconds
    deadline = .now + .seconds(min(max(seconds, 0), 1e9))
    let context = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_set_authorizer(
      connection,
      { context, action, first, second, _, _ in
        Unmanaged<QueryGuard>.fromOpaque(context!).takeUnretainedValue()
          .authorize(action, first, second)
      }, context)
    sqlite3_progress_handler(
      connection, 1000,
      { context in
        let watched = Unmanaged<QueryGuard>.fromOpaque(context!).takeUnretainedValue()
        return watched.deadline < .now ? 1 : 0
      }, context)
  }

  /// Ends the watch. Must be called before the guard goes away.
  func release() {
    sqlite3_set_authorizer(connection, nil, nil)
    sqlite3_progress_handler(connection, 0, nil, nil)
  }

  private func authorize(
    _ action: CInt, _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?
  ) -> CInt {
    switch action {
    case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: return SQLITE_OK
    case SQLITE_FUNCTION:
      let name = second.map { String(cString: $0).lowercased() } ?? ""
      guard name == "load_extension" || name == "fts3_tokenizer" else { return SQLITE_OK }
      refusal = refusal ?? "the function \(name) is not allowed"
      return SQLITE_DENY
    case SQLITE_PRAGMA:
      refusal = refusal ?? "PRAGMA \(first.map { String(cString: $0) } ?? "") is not allowed"
      return SQLITE_DENY
    case SQLITE_ATTACH:
      refusal = refusal ?? "other files cannot be attached"
      return SQLITE_DENY
    default:
      refusal = refusal ?? "give a SELECT statement"
      return SQLITE_DENY
    }
  }

  /// What an error of SQLite means to whoever asked.
  func explain(_ error: DatabaseError, sql: String) -> QueryError {
    if let refusal { return .notReadOnly(reason: refusal) }
    if error.resultCode == .SQLITE_INTERRUPT { return .timeLimit(seconds: seconds) }
    if error.resultCode == .SQLITE_NOMEM { return .memoryLimit }
    let message = error.message ?? "\(error)"
    let offset = Int(sqlite3_error_offset(connection))
    let excerpt = SourceExcerpt(of: sql, at: offset >= 0 ? offset : nil)
    return .invalidSQL(reason: message, line: excerpt.line, excerpt: excerpt.text)
  }
}

/// A line of a text with a mark under a place in it.
private struct SourceExcerpt {
  let line: Int
  let text: String

  init(of source: String, at offset: Int?) {
    guard let offset else {
      line = 1
      text = "  " + (source.split(separator: "\n").first.map { String($0) } ?? "")
      return
    }
    let bytes = Array(source.utf8)
    let place = min(offset, bytes.count)
    let start = bytes[..<place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let before = String(decoding: bytes[start..<place], as: UTF8.self)
    line = bytes[..<place].count { $0 == UInt8(ascii: "\n") } + 1
    text =
      "  " + String(decoding: bytes[start..<end], as: UTF8.self) + "\n  "
      + String(before.map { $0 == "\t" ? "\t" : " " }) + "^"
  }
}
