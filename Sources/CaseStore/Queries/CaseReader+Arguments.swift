import Domain

extension CaseReader {
  /// Answers a named query.
  ///
  /// - Parameters:
  ///   - query: The question.
  ///   - values: What was typed for each parameter, by its name in SQL.
  ///   - limits: When to stop.
  /// - Throws: `QueryError` where values are missing, unknown or impossible, and as `run(_:)`.
  public func answer(
    _ query: NamedQuery, _ values: [String: String] = [:], limits: QueryLimits = QueryLimits()
  ) throws -> QueryResult {
    try run(query.sql, arguments: arguments(of: query, values), limits: limits)
  }

  private func arguments(
    of query: NamedQuery, _ values: [String: String]
  ) throws -> [String: QueryValue] {
    let known = Set(query.parameters.map(\.name))
    if let unknown = values.keys.filter({ !known.contains($0) }).min() {
      throw QueryError.unknownParameter(
        "--" + unknown.replacing("_", with: "-"), query: query.name,
        known: query.parameters.map(\.option))
    }
    let missing = query.parameters.filter { $0.isRequired && values[$0.name] == nil }
    guard missing.isEmpty else {
      throw QueryError.missingParameters(missing, query: query.name)
    }
    var arguments: [String: QueryValue] = [:]
    for parameter in query.parameters {
      let text = values[parameter.name] ?? parameter.defaultValue
      arguments[parameter.name] = try text.map { try value($0, for: parameter) } ?? .null
    }
    return arguments
  }

  private func value(_ text: String, for parameter: QueryParameter) throws -> QueryValue {
    func invalid(_ expected: String) -> QueryError {
      .invalidValue(text, parameter: parameter.option, expected: expected)
    }
    switch parameter.kind {
    case .person: return QueryValue(try person(text))
    case .people: return .list(try people(text))
    case .media: return QueryValue(try media(text))
    case .event: return .list(try event(text))
    case .text: return .text(text)
    case .int:
      guard let value = Int64(text) else { throw invalid("a whole number") }
      return .integer(value)
    case .number:
      guard let value = Double(text), value.isFinite else { throw invalid("a number") }
      return .real(value)
    case .place:
      let parts = text.split(separator: ",").map { Double($0.trimmed) }
      guard parts.count == 2, let latitude = parts[0], let longitude = parts[1],
        (-90...90).contains(latitude), (-180...180).contains(longitude)
      else { throw invalid("latitude and longitude in degrees, such as 48.2,16.37") }
      return .text("[\(latitude),\(longitude)]")
    case .since, .until:
      guard TimeSpan.isMoment(text) else {
        throw invalid("a time in UTC such as 2024, 2024-05, 2024-05-01 or 2024-05-01T18:30")
      }
      return .text(parameter.kind == .since ? text : TimeSpan.end(of: text))
    }
  }
}
