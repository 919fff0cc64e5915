import Domain
import Foundation
import GRDB

extension SQLiteCase {
  /// The neighbor lists that were kept, without faces that are gone; `nil` where there are none.
  ///
  /// - Complexity: O(faces + neighbors), about 2 bytes a neighbor on disk.
  public func neighborLists() throws -> NeighborLists? {
    try database.read { db in
      guard let row = try Row.fetchOne(db, sql: "SELECT kind, radius FROM neighbor_kind") else {
        return nil
      }
      var lists = NeighborLists(
        kind: row["kind"], radius: row["radius"], faceIDs: [], offsets: [0], earlier: [])
      lists.faceIDs = try FaceID.fetchAll(
        db, sql: "SELECT face_id FROM neighbor_list ORDER BY face_id")
      guard let first = lists.faceIDs.first, let last = lists.faceIDs.last else { return nil }
      // IDs are given in sequence, so this table is hardly longer than the faces are many.
      var place = [Int32](repeating: -1, count: last.rawValue - first.rawValue + 1)
      for (i, id) in lists.faceIDs.enumerated() { place[id.rawValue - first.rawValue] = Int32(i) }
      let rows = try Row.fetchCursor(
        db, sql: "SELECT face_id, earlier FROM neighbor_list ORDER BY face_id")
      while let row = try rows.next() {
        let start = lists.earlier.count
        var id: Int = row[0]
        try row.withUnsafeData(atIndex: 1) { data in
          for difference in try Differences(decoding: data) {
            id -= difference
            let place = id >= first.rawValue ? place[id - first.rawValue] : -1
            if place >= 0 { lists.earlier.append(place) }
          }
        }
        lists.earlier[start...].reverse()
        lists.offsets.append(lists.earlier.count)
      }
      return lists
    }
  }

  /// Keeps neighbor lists in place of those from before.
  ///
  /// - Parameters:
  ///   - lists: The lists of all faces.
  ///   - first: Rows before this one are kept already, with the same kind and radius.
  public func save(_ lists: NeighborLists, from first: Int) throws {
    try database.write { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO neighbor_kind (id, kind, radius) VALUES (1, ?, ?)",
        arguments: [lists.kind, lists.radius])
      let start = first < lists.faceIDs.count ? lists.faceIDs[first].rawValue : Int.max
      try db.execute(
        sql: first == 0
          ? "DELETE FROM neighbor_list" : "DELETE FROM neighbor_list WHERE face_id >= \(start)")
      let insert = try db.makeStatement(
        sql: "INSERT INTO neighbor_list (face_id, earlier) VALUES (?, ?)")
      for row in first..<max(first, lists.faceIDs.count) {
        let neighbors = lists.earlier[lists.offsets[row]..<lists.offsets[row + 1]]
        try insert.execute(arguments: [
          lists.faceIDs[row],
          Differences.encoded(
            neighbors.reversed().map { lists.faceIDs[Int($0)].rawValue },
            from: lists.faceIDs[row].rawValue),
        ])
      }
    }
  }
}

/// Positive differences of falling numbers, seven bits a byte, low bits first; the high bit tells
/// that more follow (LEB128).
private struct Differences: Sequence, IteratorProtocol {
  private let bytes: Data
  private var position: Data.Index

  init(decoding data: Data?) throws {
    bytes = data ?? Data()
    position = bytes.startIndex
    guard bytes.last ?? 0 < 0x80 else {
      throw DatabaseError(message: "a list of neighbors is damaged")
    }
  }

  mutating func next() -> Int? {
    guard position < bytes.endIndex else { return nil }
    var value = 0
    var shift = 0
    while true {
      let byte = bytes[position]
      position += 1
      value |= Int(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  static func encoded(_ falling: [Int], from start: Int) -> Data {
    var bytes = Data()
    var last = start
    for number in falling {
      var rest = last - number
      last = number
      while rest >= 0x80 {
        bytes.append(UInt8(rest & 0x7f) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }
    return bytes
  }
}
