import Domain

/// Why a question could not be answered.
public enum QueryError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What a value was to name.
  public enum Subject: String, Sendable {
    case person, community, media, folder, event, node
  }

  /// No query has this name.
  case unknownQuery(String, similar: [String])
  /// A file of the queries' folder is no query.
  case malformedQuery(name: String, line: Int, reason: String)
  /// Values that must be given were not.
  case missingParameters([QueryParameter], query: String)
  /// The query has no such parameter.
  case unknownParameter(String, query: String, known: [String])
  /// A statement uses a variable that its header does not declare.
  case undeclaredVariable(String)
  /// A value that cannot be what its parameter wants.
  case invalidValue(String, parameter: String, expected: String)
  /// A value that names nothing, and what it may have meant.
  case notFound(Subject, String, similar: [String])
  /// A value that names several things.
  case ambiguous(Subject, String, candidates: [String])
  /// SQLite cannot make sense of the statement; the place is marked in `excerpt`.
  case invalidSQL(reason: String, line: Int, excerpt: String)
  /// The statement wants to do more than read.
  case notReadOnly(reason: String)
  /// The statement needed too much memory.
  case memoryLimit
  /// The statement took too long.
  case timeLimit(seconds: Double)

  /// What happened.
  public var description: String {
    switch self {
    case .unknownQuery(let name, let similar):
      "there is no query “\(name)”\(Self.guess(similar))"
    case .malformedQuery(let name, let line, let reason):
      "the query \(name), line \(line): \(reason)"
    case .missingParameters(let parameters, let query):
      "\(query) also needs "
        + parameters.map { "\($0.option) (\($0.kind.rawValue): \($0.help))" }
        .joined(separator: ", ")
    case .unknownParameter(let name, let query, let known):
      "\(query) has no parameter \(name)"
        + (known.isEmpty ? "; it takes none" : "; it has \(known.joined(separator: ", "))")
    case .undeclaredVariable(let name):
      "the statement uses :\(name), which its header does not declare"
    case .invalidValue(let value, let parameter, let expected):
      "“\(value)” is not possible for \(parameter): give \(expected)"
    case .notFound(let subject, let text, let similar):
      "there is no \(subject.rawValue) “\(text)”\(Self.guess(similar))"
    case .ambiguous(let subject, let text, let candidates):
      "“\(text)” may be more than one \(subject.rawValue): \(candidates.joined(separator: ", "))"
    case .invalidSQL(let reason, let line, let excerpt):
      "SQL, line \(line): \(reason)\n\(excerpt)"
    case .notReadOnly(let reason):
      "queries only read the case: \(reason)"
    case .memoryLimit: "the query needed more memory than queries are given"
    case .timeLimit(let seconds):
      "the query was stopped after \(seconds.formatted) seconds"
    }
  }

  private static func guess(_ similar: [String]) -> String {
    similar.isEmpty ? "" : "; did you mean \(similar.joined(separator: ", "))?"
  }
}

extension Double {
  fileprivate var formatted: String {
    self == rounded() ? String(Int(self)) : description
  }
}
