import CaseStore
import Files
import Foundation
import GraphFormats

/// What the custody log and the manifest tell, as tables.
public struct CustodyListing {
  private let storage: SQLiteCase

  /// The listings of `storage`.
  public init(_ storage: SQLiteCase) { self.storage = storage }

  /// Every file with size, hash and times, and the run that saw its content first.
  public func manifest() throws -> ResultTable {
    var table = ResultTable(columns: [
      "path", "bytes", "modified", "sha256", "kind", "date", "first_run", "first_seen", "imported",
    ])
    for entry in try storage.manifest() {
      table.append([
        .text(entry.path), .integer(entry.bytes), .text(entry.modified), .text(entry.sha256),
        .text(entry.kind), CSVCell(entry.date), CSVCell(entry.firstRun),
        CSVCell(entry.firstSeen), .boolean(entry.isImported),
      ])
    }
    return table
  }

  /// Every entry with what is known of it, oldest first.
  public func log() throws -> ResultTable {
    var table = ResultTable(columns: [
      "entry", "time", "action", "of", "who", "arguments", "status", "persons", "decisions", "runs",
      "files", "hash",
    ])
    for entry in try storage.custodyLog() {
      let details = entry.kept?.details
      func list(_ numbers: [Int]?) -> CSVCell {
        numbers.map { .text($0.map(String.init).joined(separator: " ")) } ?? .missing
      }
      table.append([
        .integer(entry.id), .text(entry.time), .text(entry.action), CSVCell(entry.beginning),
        entry.kept == nil ? .text("(forgotten)") : CSVCell(details?.who),
        CSVCell(details?.arguments?.joined(separator: " ")), CSVCell(details?.status),
        list(details?.persons ?? details?.purged?.persons), list(details?.decisions),
        list(details?.runs), CSVCell(details?.filesWritten), .text(entry.hash),
      ])
    }
    return table
  }
}
