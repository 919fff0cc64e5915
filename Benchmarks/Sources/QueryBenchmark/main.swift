// How long every named query takes on generated cases, against what a person is willing to wait.
//
//   swift run -c release QueryBenchmark [QUERIES-FOLDER]

import CaseStore
import Foundation
import SystemPackage

let library = try QueryLibrary(
  folder: FilePath(CommandLine.arguments.dropFirst().first ?? "../queries"))
let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("query-benchmark").path
var isSlow = false
for (generated, limit) in [
  (GeneratedCase(mediaCount: 40_000, faceCount: 60_000, personCount: 6_000), 200.0),
  (GeneratedCase(mediaCount: 650_000, faceCount: 1_000_000, personCount: 60_000), 2000.0),
] {
  try? FileManager.default.removeItem(atPath: scratch)
  let writing = try ContinuousClock().measure { try generated.write(to: FilePath(scratch)) }
  let reader = try CaseReader(in: FilePath(scratch))
  let size = try reader.run("SELECT (SELECT count(*) FROM media), (SELECT count(*) FROM face)")
  print("media, faces \(size.rows[0]); written in \(writing); limit \(limit) ms")
  for query in library.queries {
    var values: [String: String] = [:]
    for parameter in query.parameters where parameter.isRequired {
      values[parameter.name] =
        switch (parameter.kind, parameter.name) {
        case (.person, "second"): "1"
        case (.person, _): "Ada"
        case (.people, "second"): "60,61,62"
        case (.people, _): "0,1,2"
        case (.media, _): "IMG_77.jpg"
        case (.event, "second"): "2007"
        case (.event, _): "folder:2003"
        case (.place, _): "48.2,13.2"
        case (.since, _), (.until, _): "2015"
        case (.int, _), (.number, _), (.text, _): "1"
        }
      if parameter.name == "second", parameter.kind == .event { values["second"] = "folder:2007" }
    }
    var rows = 0
    // The first time is the one a person waits for: SQLite's cache is cold, the system's warm.
    let fresh = try CaseReader(in: FilePath(scratch))
    let time = try ContinuousClock().measure { rows = try fresh.answer(query, values).rows.count }
    let milliseconds = time / .milliseconds(1)
    if milliseconds > limit { isSlow = true }
    print(
      query.name.padding(toLength: 20, withPad: " ", startingAt: 0),
      String(format: "%8d rows %9.1f ms", rows, milliseconds),
      milliseconds > limit ? "  too slow" : "")
  }
}
try? FileManager.default.removeItem(atPath: scratch)
exit(isSlow ? 1 : 0)
