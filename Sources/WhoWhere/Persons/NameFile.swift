import CaseStore
import Domain
import Files
import SystemPackage

/// Names for persons, as somebody wrote them down: CSV with the columns `person` (an ID or a present
/// name) and `name`.
public struct NameFile: Sendable, Equatable {
  /// A line of the file.
  public struct Entry: Sendable, Equatable {
    /// The line, from 1.
    public var line: Int
    /// The person, by ID or present name.
    public var person: String
    /// The name.
    public var name: String
  }

  /// The entries in the order of the file.
  public let entries: [Entry]

  /// Reads the file at `path`.
  ///
  /// - Throws: `NameFileError` with the line that is wrong; `FileError` where the file cannot be read.
  public init(_ path: FilePath) throws {
    try self.init(text: String(decoding: try readFile(path), as: UTF8.self))
  }

  /// Reads CSV text.
  ///
  /// - Throws: `NameFileError` with the line that is wrong.
  public init(text: String) throws {
    var rows: ArraySlice<(line: Int, fields: [String])>
    do { rows = try CSVRows(text).rows[...] } catch let error as LabelError {
      throw NameFileError(line: error.line, problem: error.problem)
    }
    guard let header = rows.popFirst() else {
      throw NameFileError(line: 1, problem: "there is no header")
    }
    guard let person = header.fields.firstIndex(of: "person"),
      let name = header.fields.firstIndex(of: "name")
    else {
      throw NameFileError(line: 1, problem: "the header must name the columns person and name")
    }
    entries = try rows.map { row in
      guard row.fields.count == header.fields.count else {
        throw NameFileError(
          line: row.line,
          problem:
            "there are \(row.fields.count) fields for \(header.fields.count) columns; a name "
            + "with a comma is written in quotation marks: \"King, Jr.\"")
      }
      guard !row.fields[person].isEmpty, !row.fields[name].isEmpty else {
        throw NameFileError(line: row.line, problem: "person or name is empty")
      }
      do { _ = try SQLiteCase.suitable(row.fields[name]) } catch {
        throw NameFileError(line: row.line, problem: "\(error)")
      }
      return Entry(line: row.line, person: row.fields[person], name: row.fields[name])
    }
  }
}

/// A file of names that cannot be used.
public struct NameFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  public let line: Int
  /// What is wrong.
  public let problem: String

  /// What is wrong, where, and what is expected.
  public var description: String {
    "names, line \(line): \(problem); expected is CSV such as person,name"
  }
}
