import Domain
import Files
import SystemPackage

/// A question that is kept in a file: a statement in SQL under a header of comments.
///
/// The header's first line says what the query answers. Lines that start with a colon declare
/// parameters, `:name kind: meaning`, with `?` after the kind of an optional one or `= value` before
/// the last colon for a default; `Example:` gives a command; other lines explain.
///
/// ```sql
/// -- Who was seen with a person, most often first.
/// -- :person person: the one asked about
/// -- :min_media int = 1: the least number of media together
/// -- Example: wwww query who-with --person 12 --min-media 2
/// SELECT other_id AS person, media FROM companion
/// WHERE person_id = :person AND media >= :min_media ORDER BY media DESC, person
/// ```
public struct NamedQuery: Sendable, Equatable {
  /// The file's name without `.sql`.
  public var name: String
  /// What it answers, in one line.
  public var summary: String
  /// More about it; may be empty.
  public var explanation: String
  /// The parameters, in the order of the header.
  public var parameters: [QueryParameter]
  /// A command that runs it.
  public var example: String?
  /// The file's text, header included, so that lines of errors are lines of the file.
  public var sql: String

  /// Reads a query from the text of its file.
  ///
  /// - Throws: `QueryError.malformedQuery` that names the line.
  public init(name: String, text: String) throws {
    self.name = name
    sql = text
    summary = ""
    parameters = []
    var explanation: [String] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = line.trimmed
      guard line.hasPrefix("--") else {
        if line.isEmpty { continue }
        break
      }
      let comment = line.dropFirst(2).trimmed
      if comment.hasPrefix(":") {
        let parameter = try QueryParameter(declaration: comment, query: name, line: number + 1)
        guard !parameters.contains(where: { $0.name == parameter.name }) else {
          throw QueryError.malformedQuery(
            name: name, line: number + 1, reason: ":\(parameter.name) is declared twice")
        }
        parameters.append(parameter)
      } else if comment.hasPrefix("Example:") {
        example = String(comment.dropFirst("Example:".count).trimmed)
      } else if summary.isEmpty {
        summary = String(comment)
      } else {
        explanation.append(String(comment))
      }
    }
    guard !summary.isEmpty else {
      throw QueryError.malformedQuery(
        name: name, line: 1, reason: "the first line is a comment that says what the query answers")
    }
    self.explanation = explanation.joined(separator: "\n").trimmed.description
  }

  /// Reads a query from its file.
  ///
  /// - Throws: `FileError` where the file cannot be read, `QueryError` where it is no query.
  public init(file: FilePath) throws {
    let bytes = try readFile(file, limit: Self.sizeLimit)
    try self.init(
      name: displayName(bytes: Array((file.stem ?? "").utf8)),
      text: String(decoding: bytes, as: UTF8.self))
  }

  private static let sizeLimit = 1 << 20
}

extension QueryParameter {
  /// Reads `:name kind[?][ = default]: meaning`.
  fileprivate init(declaration: Substring, query: String, line: Int) throws {
    func malformed(_ reason: String) -> QueryError {
      .malformedQuery(name: query, line: line, reason: reason)
    }
    let pattern = /:([a-z][a-z0-9_]*)\s+([a-z]+)(\?)?(?:\s*=\s*([^:]*?))?\s*:\s*(.+)/
    guard let match = try pattern.wholeMatch(in: declaration) else {
      throw malformed("a parameter looks like “:name kind: meaning” or “:name kind = 1: meaning”")
    }
    guard let kind = Kind(rawValue: String(match.2)) else {
      let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw malformed("“\(match.2)” is no kind of parameter; there are \(kinds)")
    }
    self.init(
      name: String(match.1), kind: kind, isOptional: match.3 != nil,
      defaultValue: match.4.map { String($0) }, help: String(match.5))
  }
}
