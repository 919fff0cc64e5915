import CaseStore
import Foundation
import SystemPackage
import Testing

@Suite struct QueryLibraryTests {
  /// The queries that come with the program.
  static let shipped = Result {
    try QueryLibrary(
      folder: FilePath(
        URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
          .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
          .appendingPathComponent("queries").path))
  }

  @Test func everyShippedQueryIsDescribedAndRuns() throws {
    let reader = try SyntheticCase.album().reader()
    let queries = try Self.shipped.get().queries
    #expect(queries.count >= 20)
    for query in queries {
      #expect(query.example?.hasPrefix("wwww query \(query.name)") == true, "\(query.name)")
      #expect(query.summary.count <= 90, "\(query.name)")
      var values: [String: String] = [:]
      for parameter in query.parameters {
        #expect(query.sql.contains(":" + parameter.name), "\(query.name) \(parameter.name)")
        guard parameter.isRequired else { continue }
        values[parameter.name] =
          switch parameter.kind {
          case .person: "Ada"
          case .people: "0,Ben"
          case .media: "party/a.jpg"
          case .event: parameter.name == "second" ? "trip" : "2024-05"
          case .place: "48.2,16.37"
          case .int, .number: "1"
          case .text: "x"
          case .since, .until: "2024-06"
          }
      }
      #expect(throws: Never.self, "\(query.name)") { try reader.answer(query, values) }
    }
  }

  @Test func suggestsNames() throws {
    let library = try Self.shipped.get()
    #expect(throws: QueryError.unknownQuery("who-wiht", similar: ["who-with"])) {
      try library.query(named: "who-wiht")
    }
    #expect(throws: QueryError.unknownQuery("", similar: [])) { try library.query(named: "") }
  }
}
