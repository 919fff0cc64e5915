// Races the graph library against networkx, igraph and NetworKit on generated persons in media.
//
//   swift run -c release GraphBenchmark [PERSONS] [MEDIA] [THREADS] [PYTHON]
//
// PYTHON is an interpreter with the three peers installed; without it only this library runs. Everybody
// has the same number of threads; igraph has no parallel code, so that 1 is fair to all. Every kernel
// runs up to three times, less if it takes long, and the best time counts.
//
//   GraphBenchmark communities FILE
//
// Finds communities in many graphs, for `graph/communities.py`.

import Foundation
import GraphAnalysis

let arguments = CommandLine.arguments.dropFirst()
if arguments.first == "communities", let file = arguments.dropFirst().first {
  try CommunityRace(file: file).run()
  exit(0)
}
let persons = arguments.first.flatMap { Int($0) } ?? 6_000
let media = arguments.dropFirst().first.flatMap { Int($0) } ?? 40_000
let jobs = arguments.dropFirst(2).first.flatMap { Int($0) } ?? 1
let crowd = try CrowdGenerator(persons: persons, media: media, seed: 42).memberships()

var race = Race()
let people = race.run(
  "projection", { Projection(of: crowd, jobs: jobs) }, check: { Double($0.graph.edgeCount) })
let graph = people.graph
print(
  "\(persons) persons, \(media) media, \(crowd.membershipCount) appearances, "
    + "\(graph.edgeCount) edges")

race.run(
  "components", { ConnectedComponents().partition(of: graph) }, check: { Double($0.count) })
race.run("core numbers", { CoreNumber().scores(of: graph) }, check: sum)
try race.run(
  "PageRank", { try PageRank(tolerance: 1e-8, jobs: jobs).scores(of: graph) },
  check: { $0.max()! })
race.run("local clustering", { LocalClustering(jobs: jobs).scores(of: graph) }, check: sum)
for (name, leiden) in [
  ("Leiden", Leiden(iterations: 1, seeds: 1, jobs: jobs)),
  ("Leiden to the end", Leiden(seeds: 1, jobs: jobs)), ("Leiden as usual", Leiden(jobs: jobs)),
] {
  try race.run(
    name, { try leiden.partition(of: graph) },
    check: { try Modularity().value(of: $0, in: graph) })
}
try race.run(
  "sampled betweenness", { try SampledBetweenness(error: 0.01, jobs: jobs).scores(of: graph) },
  check: sum)
// What takes quadratic time is for small crowds only.
if persons <= 20_000 {
  try race.run("closeness", { try Closeness(jobs: jobs).scores(of: graph) }, check: sum)
  try race.run("betweenness", { try Betweenness(jobs: jobs).scores(of: graph) }, check: sum)
  try race.run(
    "weighted betweenness",
    { try Betweenness(lengths: .inverseWeight, jobs: jobs).scores(of: graph) },
    check: sum)
}
try race.run(
  "SDSM", { try StochasticDegreeSequenceModel(jobs: jobs).pValues(of: people) }, check: sum)
try race.run(
  "ForceAtlas2, 100 steps", { try ForceAtlas2(iterations: 100, jobs: jobs).positions(of: graph) },
  check: { sum($0.map(\.x)) })
race.recordPeakMemory()

if let python = arguments.dropFirst(3).first {
  try race.runPeers(python: python, memberships: crowd, threads: jobs)
}
race.printTable()

func sum(_ values: [Double]) -> Double { values.reduce(0, +) }
