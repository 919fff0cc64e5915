import ArgumentParser
import CaseStore
import Files
import WhoWhere

struct Query: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ask the case: named queries, or SQL of your own.",
    discussion: """
      Without a name, lists the queries. `query show NAME` prints one with its parameters, which \
      become options:

        wwww query who-with --person Ada --min-media 2

      Persons are given by ID or name; photos and videos by path, file name or beginning of the SHA-256; events \
      by a folder or a span of time such as 2024-05-01..2024-05-03. Queries only read.
      """)

  @Argument(help: "The query, or “show”.", completion: Completions.queries)
  var name: String?

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("Values of the query's parameters.", valueName: "--parameter value"),
    completion: Completions.parameters)
  var rest: [String] = []

  @Option(help: ArgumentHelp("Run this SELECT statement instead.", valueName: "statement"))
  var sql: String?

  @OptionGroup(title: "Case") var caseOptions: CaseOptions
  @OptionGroup(title: "Queries") var options: QueryOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    if let sql {
      guard name == nil, rest.isEmpty else {
        throw ValidationError("Give --sql or the name of a query, not both.")
      }
      let reader = try caseOptions.reader()
      options.endInTime()
      return try show(try reader.run(sql, limits: options.limits), of: reader)
    }
    let library = try options.library()
    switch name {
    case nil: try list(library)
    case "show": try show(in: library)
    case let name?:
      let query = try library.query(named: name)
      do {
        let values = try ParameterValues(rest).values
        let reader = try caseOptions.reader()
        options.endInTime()
        try show(try reader.answer(query, values, limits: options.limits), of: reader)
      } catch let error as QueryError {
        switch error {
        case .missingParameters, .unknownParameter, .invalidValue:
          note("\(error)")
          if let example = query.example { note("for example: \(example)") }
          throw ExitCode.validationFailure
        default: throw error
        }
      }
    }
  }

  private func list(_ library: QueryLibrary) throws {
    guard rest.isEmpty else { throw ValidationError("Which query? `wwww query` lists them.") }
    var table = ResultTable(columns: ["query", "answers"])
    for query in library.queries { table.append([.text(query.name), .text(query.summary)]) }
    try output.print(table)
  }

  private func show(in library: QueryLibrary) throws {
    guard rest.count == 1 else { throw ValidationError("Show which query? `wwww query show NAME`") }
    let query = try library.query(named: rest[0])
    try DescriptorSink.standardOutput.write(query.sql)
  }

  private func show(_ result: QueryResult, of reader: CaseReader) throws {
    try output.print(ResultTable(result))
    if result.isCut {
      note("only the first \(result.rows.count) rows are shown; --row-limit allows more")
    }
    try noteWhatIsMissing(reader, unless: !result.rows.isEmpty)
  }
}

/// What was typed for the parameters of a query: `--name value` or `--name=value`.
private struct ParameterValues {
  private(set) var values: [String: String] = [:]

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let option = rest.popFirst() {
      guard option.hasPrefix("--"), option.count > 2 else {
        throw ValidationError("“\(option)” belongs to no parameter; give --name value.")
      }
      let parts = option.dropFirst(2).split(separator: "=", maxSplits: 1).map { String($0) }
      guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
        throw ValidationError("\(option) needs a value.")
      }
      let name = parts[0].replacing("-", with: "_")
      guard values.updateValue(value, forKey: name) == nil else {
        throw ValidationError("\(option) is given twice.")
      }
    }
  }
}
