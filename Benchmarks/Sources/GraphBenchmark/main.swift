import Deterministic
import Foundation
import GraphAnalysis

/// Races the graph library against networkx, igraph and NetworKit on generated persons in media.
///
///     GraphBenchmark [persons] [media] [python]
///
/// `python` is an interpreter with the three peers installed; without it only this library runs.
/// Every kernel runs three times, or once if it takes longer than 20 s, and the best time counts.
let arguments = CommandLine.arguments.dropFirst()
let persons = arguments.first.flatMap { Int($0) } ?? 6_000
let media = arguments.dropFirst().first.flatMap { Int($0) } ?? 40_000
let python = arguments.dropFirst(2).first
let isLarge = persons > 20_000

struct Timing: Codable {
  var kernel, library: String
  var seconds: Double
  /// A number that shows whether all compute the same: a checksum, or a quality.
  var check: Double
}

var results: [Timing] = []

@MainActor @discardableResult
func race<Value>(
  _ kernel: String, check: (Value) throws -> Double, _ body: () throws -> Value
) rethrows -> Value {
  var best = Double.infinity
  var value = try body()
  for run in 0..<4 {
    let clock = ContinuousClock()
    let time = try clock.measure { value = try body() }
    best = min(best, time / .seconds(1))
    if run == 2 || time > .seconds(5) { break }
  }
  results.append(
    Timing(kernel: kernel, library: "GraphAnalysis", seconds: best, check: try check(value)))
  FileHandle.standardError.write(Data("\(kernel): \(best) s\n".utf8))
  return value
}

func sum(_ values: [Double]) -> Double { values.reduce(0, +) }

let crowd = try CrowdGenerator(persons: persons, media: media, seed: 42).memberships()
let people = race("projection", check: { Double($0.graph.edgeCount) }) { Projection(of: crowd) }
let graph = people.graph
print(
  "\(persons) persons, \(media) media, \(crowd.membershipCount) appearances, \(graph.edgeCount) edges"
)
race("components", check: { Double($0.count) }) { ConnectedComponents().partition(of: graph) }
race("core numbers", check: sum) { CoreNumber().scores(of: graph) }
try race("PageRank", check: { $0.max()! }) { try PageRank(tolerance: 1e-8).scores(of: graph) }
race("local clustering", check: sum) { LocalClustering().scores(of: graph) }
try race("closeness", check: sum) { try Closeness().scores(of: graph) }
try race("Leiden", check: { try Modularity().value(of: $0, in: graph) }) {
  try Leiden().partition(of: graph)
}
let exact = try race("betweenness", check: sum) { try Betweenness().scores(of: graph) }
try race("sampled betweenness", check: { zip($0, exact).map { abs($0 - $1) }.max()! }) {
  try SampledBetweenness(error: 0.01, confidence: 0.99).scores(of: graph)
}
if !isLarge {
  try race("weighted betweenness", check: sum) {
    try Betweenness(lengths: .inverseWeight).scores(of: graph)
  }
  try race("SDSM", check: { sum($0) }) {
    try StochasticDegreeSequenceModel().pValues(of: people)
  }
  try race("ForceAtlas2, 100 steps", check: { sum($0.map(\.x)) }) {
    try ForceAtlas2(iterations: 100).positions(of: graph)
  }
}

if let python {
  let file = FileManager.default.temporaryDirectory.appendingPathComponent(
    "memberships-\(persons)-\(media).csv")
  var lines = "person,media\n"
  for person in 0..<persons {
    for group in crowd.groups(of: person) { lines += "\(person),\(group)\n" }
  }
  try Data(lines.utf8).write(to: file)
  let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../graph/peers.py")
  let peers = Process()
  peers.executableURL = URL(fileURLWithPath: python)
  peers.arguments = [script.path, file.path, String(persons), String(media)]
  let output = Pipe()
  peers.standardOutput = output
  try peers.run()
  let data = output.fileHandleForReading.readDataToEndOfFile()
  peers.waitUntilExit()
  results += try JSONDecoder().decode([Timing].self, from: data)
  try FileManager.default.removeItem(at: file)
}

func column(_ text: String, _ width: Int) -> String {
  text.padding(toLength: max(width, text.count), withPad: " ", startingAt: 0)
}
print(column("kernel", 24), column("library", 16), column("seconds", 10), "check")
for result in results.sorted(by: { ($0.kernel, $0.seconds) < ($1.kernel, $1.seconds) }) {
  print(
    column(result.kernel, 24), column(result.library, 16),
    column(String(format: "%.4f", result.seconds), 10), result.check)
}
