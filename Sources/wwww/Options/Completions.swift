import ArgumentParser
import CaseStore
import Foundation
import SystemPackage
import WhoWhere

/// What the shell offers where the words of an argument depend on the case or the queries' folder.
enum Completions {
  /// Names and IDs of persons.
  static let persons = CompletionKind.custom { words, _, _ in
    let folder = value(of: "--case", in: words) ?? environment("WWWW_CASE") ?? "wwww-case"
    return (try? CaseReader(in: FilePath(folder)).personSpellings()) ?? []
  }

  /// Names of queries, and the word that shows one.
  static let queries = CompletionKind.custom { words, _, _ in
    ["show"] + queryNames(words)
  }

  /// Parameters of the query that was named.
  static let parameters = CompletionKind.custom { words, _, _ in
    guard let library = try? library(words) else { return [] }
    if words.contains("show") { return library.queries.map(\.name) }
    let query = library.queries.first { words.contains($0.name) }
    return query?.parameters.map(\.option) ?? []
  }

  private static func queryNames(_ words: [String]) -> [String] {
    (try? library(words))?.queries.map(\.name) ?? []
  }

  private static func library(_ words: [String]) throws -> QueryLibrary {
    var options = QueryOptions()
    options.queries = value(of: "--queries", in: words)
    return try options.library()
  }

  private static func environment(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name]
  }

  /// The word after an option.
  private static func value(of option: String, in words: [String]) -> String? {
    guard let place = words.firstIndex(of: option), place + 1 < words.count else { return nil }
    return words[place + 1]
  }
}
