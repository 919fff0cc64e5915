import Domain
import Foundation
import GRDB

/// A value that goes into a query or comes out of it.
public enum QueryValue: Sendable, Equatable {
  /// No value.
  case null
  /// A whole number.
  case integer(Int64)
  /// A real number.
  case real(Double)
  /// Text.
  case text(String)
  /// Bytes.
  case blob([UInt8])

  init(_ value: DatabaseValue) {
    switch value.storage {
    case .null: self = .null
    case .int64(let integer): self = .integer(integer)
    case .double(let real): self = .real(real)
    case .string(let text): self = .text(text)
    case .blob(let data): self = .blob(Array(data))
    }
  }

  /// The bytes that it takes in memory.
  var size: Int {
    let own = MemoryLayout<QueryValue>.stride
    return switch self {
    case .null, .integer, .real: own
    case .text(let text): own + text.utf8.count
    case .blob(let bytes): own + bytes.count
    }
  }

  /// The value for binding; it never becomes part of the statement's text.
  var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let integer): integer.databaseValue
    case .real(let real): real.databaseValue
    case .text(let text): text.databaseValue
    case .blob(let bytes): bytes.withUnsafeBytes { Data($0) }.databaseValue
    }
  }

  /// The number of something.
  public init(_ id: some Identifier) { self = .integer(Int64(id.rawValue)) }

  /// Numbers as a JSON array, the form in which a query takes a list: `json_each(:people)`.
  static func list(_ ids: some Sequence<some Identifier>) -> QueryValue {
    .text("[" + ids.map(\.description).joined(separator: ",") + "]")
  }
}
