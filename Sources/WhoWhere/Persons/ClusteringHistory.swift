import CaseStore
import Domain
import Foundation
import GraphFormats

/// The clusterings of a case, and what two of them make differently.
public struct ClusteringHistory: Sendable {
  private let storage: SQLiteCase

  /// The history of `storage`.
  public init(of storage: SQLiteCase) { self.storage = storage }

  /// One clustering a row, oldest first: when, by whom, how, with which figures, and whether it can be
  /// undone or compared.
  public func table() throws -> ResultTable {
    var table = ResultTable(columns: [
      "clustering", "time", "author", "method", "parameters", "faces", "persons",
      "unassigned_faces", "kept", "undone", "undone_by",
    ])
    for record in try storage.clusterings() {
      var parameters = Self.object(record.parameters)
      let counts = Self.object(record.counts)
      let method = parameters.removeValue(forKey: "clustering")
      parameters["author"] = nil
      func count(_ key: String) -> CSVCell { CSVCell(counts[key].flatMap { Int($0) }) }
      table.append([
        .integer(Int64(record.run.rawValue)), .text(record.time), .text(record.author),
        CSVCell(method),
        .text(
          parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            .joined(separator: " ")),
        count("faces"), count("persons"), count("unassigned_faces"), .boolean(record.hasFaces),
        CSVCell(record.undoneTime), CSVCell(record.undoneBy),
      ])
    }
    return table
  }

  /// Whose faces are other people's after `second` than after `first`, by today's names.
  ///
  /// - Throws: `DecisionError` where one is unknown, or what it made of each face is no longer kept.
  public func difference(from first: RunID, to second: RunID) throws -> [PersonMoves] {
    let before = try persons(after: first)
    let after = try persons(after: second)
    let faces = Set(before.keys).union(after.keys).sorted()
    return PersonMoves.between(
      faces.map { before[$0] ?? nil }, faces.map { after[$0] ?? nil },
      names: Dictionary(
        uniqueKeysWithValues: try storage.persons().compactMap { person in
          person.shownName.map { (person.id, $0) }
        }))
  }

  private func persons(after run: RunID) throws -> [FaceID: PersonID?] {
    guard let record = try storage.clusterings().first(where: { $0.run == run }) else {
      throw DecisionError.unknownClustering(run)
    }
    guard record.hasFaces else { throw DecisionError.forgotten(run) }
    return Dictionary(
      uniqueKeysWithValues: try storage.clusteredFaces(of: run).map { ($0.face, $0.after) })
  }

  /// The values of a JSON object, as text.
  private static func object(_ json: String) -> [String: String] {
    let values = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    return (values ?? [:]).mapValues { "\($0)" }
  }
}
