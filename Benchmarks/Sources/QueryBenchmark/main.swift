// How long every named query and every command that asks takes on generated cases, against what a
// person is willing to wait.
//
//   swift run -c release QueryBenchmark QUERIES-FOLDER WWWW-EXECUTABLE

import CaseStore
import Foundation
import SystemPackage

guard CommandLine.arguments.count == 3 else {
  print("usage: QueryBenchmark QUERIES-FOLDER WWWW-EXECUTABLE")
  exit(64)
}
let library = try QueryLibrary(folder: FilePath(CommandLine.arguments[1]))
let program = URL(fileURLWithPath: CommandLine.arguments[2])
let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("query-benchmark").path
var isSlow = false

/// The best of three times; each begins with a cold cache of SQLite's and a warm one of the system's.
/// The processor's time stays the same on a busy machine.
func best(
  of query: NamedQuery, _ values: [String: String]
) throws -> (rows: Int, wall: Double, cpu: Double) {
  var best = (rows: 0, wall: Double.infinity, cpu: Double.infinity)
  for _ in 0..<3 {
    let reader = try CaseReader(in: FilePath(scratch))
    let start = clock()
    let wall = try ContinuousClock().measure {
      best.rows = try reader.answer(query, values).rows.count
    }
    best.wall = min(best.wall, wall / .milliseconds(1))
    best.cpu = min(best.cpu, Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1000)
  }
  return best
}

/// What is asked on the command line, beside named queries.
let questions = [
  "people list", "people show Ada", "people decisions", "media IMG_77.jpg", "query",
  "query who-with --person Ada", "graph stats", "graph top", "graph top --by degree",
  "graph centrality", "graph communities", "graph ego Ada", "graph path Ada 1000",
  "graph common Ada 1", "graph bridges",
]

/// The best of three times of the whole process.
func best(of question: String) throws -> (lines: Int, wall: Double, cpu: Double) {
  var best = (lines: 0, wall: Double.infinity, cpu: Double.infinity)
  for _ in 0..<3 {
    let process = Process()
    process.executableURL = program
    process.arguments = question.split(separator: " ").map(String.init) + ["--case", scratch]
    let output = Pipe()
    process.standardOutput = output
    let before = processorTimeOfChildren()
    let start = ContinuousClock.now
    try process.run()
    let answer = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    best.wall = min(best.wall, (ContinuousClock.now - start) / .milliseconds(1))
    best.cpu = min(best.cpu, processorTimeOfChildren() - before)
    best.lines = answer.count { $0 == UInt8(ascii: "\n") }
    guard process.terminationStatus == 0 else {
      print("wwww \(question) failed")
      exit(1)
    }
  }
  return best
}

/// In milliseconds.
func processorTimeOfChildren() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
  let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
  let microseconds = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
  return Double(seconds) * 1000 + Double(microseconds) / 1000
}

/// Prints a line; whether the time is over the limit.
func report(_ name: String, rows: Int, wall: Double, cpu: Double, limit: Double) -> Bool {
  let isOver = wall > limit
  print(
    name.padding(toLength: 28, withPad: " ", startingAt: 0),
    String(format: "%8d rows %9.1f ms %9.1f ms of CPU", rows, wall, cpu),
    isOver ? "  too slow" : "")
  return isOver
}

for (generated, limit) in [
  (GeneratedCase(mediaCount: 40_000, faceCount: 60_000, personCount: 6_000), 200.0),
  (GeneratedCase(mediaCount: 650_000, faceCount: 1_000_000, personCount: 60_000), 2000.0),
] {
  try? FileManager.default.removeItem(atPath: scratch)
  let writing = try ContinuousClock().measure { try generated.write(to: FilePath(scratch)) }
  let reader = try CaseReader(in: FilePath(scratch))
  let faces = try reader.run("SELECT count(*) FROM face").rows[0][0]
  guard case .integer(let count) = faces else { fatalError("no faces") }
  print(
    "\(generated.mediaCount) media, \(count) faces, written in "
      + String(format: "%.1f s; limit %.0f ms", writing / .seconds(1), limit))
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
    let time = try best(of: query, values)
    let isOver = report(
      query.name, rows: time.rows, wall: time.wall, cpu: time.cpu, limit: limit)
    isSlow = isSlow || isOver
  }
  for question in questions {
    let time = try best(of: question)
    let isOver = report(
      "wwww " + question, rows: time.lines, wall: time.wall, cpu: time.cpu, limit: limit)
    isSlow = isSlow || isOver
  }
}
try? FileManager.default.removeItem(atPath: scratch)
exit(isSlow ? 1 : 0)
