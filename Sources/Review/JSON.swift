import Foundation
import GraphFormats
import Hummingbird
import WhoWhere

/// A value as JSON text, with keys in snake case, as in the listings.
func encoded(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.keyEncodingStrategy = .convertToSnakeCase
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// A text as JSON.
func quoted(_ text: String) -> String { JSONText.string(text) }

extension ResultTable {
  /// One row as a JSON object.
  func object(_ row: Int) -> [String: CSVCell] {
    Dictionary(uniqueKeysWithValues: zip(columns, rows[row]))
  }
}

/// A JSON object from members that are JSON already.
func jsonObject(_ members: KeyValuePairs<String, String>) -> String {
  "{" + members.map { quoted($0.key) + ": " + $0.value }.joined(separator: ", ") + "}"
}
