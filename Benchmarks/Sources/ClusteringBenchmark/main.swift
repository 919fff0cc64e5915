import FaceClustering
import Foundation

// Vectors are files of 32-bit floats, 128 a face; labels and frames, files of 32-bit integers.
let usage = """
  usage: ClusteringBenchmark generate FACES PEOPLE VECTORS
         ClusteringBenchmark dbscan VECTORS EPS MIN_SAMPLES JOBS LABELS
         ClusteringBenchmark cluster VECTORS FRAMES|- JOBS LABELS
         ClusteringBenchmark pairs VECTORS RADIUS JOBS
         ClusteringBenchmark radius VECTORS FRAMES
         ClusteringBenchmark extend VECTORS NEW RADIUS JOBS
         ClusteringBenchmark search VECTORS JOBS
  """

func read<Value>(_ path: String, as type: Value.Type) throws -> [Value] {
  try Data(contentsOf: URL(fileURLWithPath: path)).withUnsafeBytes {
    Array($0.bindMemory(to: type))
  }
}

func write<Value>(_ values: [Value], to path: String) throws {
  try values.withUnsafeBytes { Data($0) }.write(to: URL(fileURLWithPath: path))
}

func timed<Value>(_ what: String, _ body: () throws -> Value) rethrows -> Value {
  let start = ContinuousClock.now
  let value = try body()
  let seconds = (ContinuousClock.now - start) / .seconds(1)
  print("\(what)\t\(String(format: "%.3f", seconds))")
  return value
}

@Sendable func showProgress(_ part: Double) {
  FileHandle.standardError.write(Data(String(format: "\r%3.0f %%", part * 100).utf8))
}

let arguments = Array(CommandLine.arguments.dropFirst())
switch (arguments.first, arguments.count) {
case ("generate", 4):
  let faces = SyntheticFaces(Int(arguments[1])!, of: Int(arguments[2])!, seed: 1)
  try write(faces.values, to: arguments[3])
  try write(faces.people, to: arguments[3] + ".people")
case ("dbscan", 6):
  let embeddings = try EmbeddingMatrix(read(arguments[1], as: Float.self))
  let method = try DBSCAN(eps: Double(arguments[2])!, minSamples: Int(arguments[3])!)
  let clustering = try timed("seconds") {
    try method.cluster(embeddings, jobs: Int(arguments[4])!, progress: showProgress)
  }
  try write(clustering.labels, to: arguments[5])
case ("cluster", 5):
  let embeddings = try EmbeddingMatrix(read(arguments[1], as: Float.self))
  let frames = arguments[2] == "-" ? nil : try read(arguments[2], as: Int32.self).map(Int.init)
  let constraints = try ClusteringConstraints(faceCount: embeddings.count, frames: frames)
  let clustering = try timed("seconds") {
    try AgglomerativeClustering().cluster(
      embeddings, constraints: constraints, jobs: Int(arguments[3])!, progress: showProgress)
  }
  try write(clustering.labels, to: arguments[4])
case ("pairs", 4):
  let embeddings = try EmbeddingMatrix(read(arguments[1], as: Float.self))
  let neighbors = try timed("seconds") {
    try RadiusNeighbors(embeddings, radius: Double(arguments[2])!, jobs: Int(arguments[3])!)
  }
  print("neighbors\t\(neighbors.indices.count)")
case ("radius", 3):
  let embeddings = try EmbeddingMatrix(read(arguments[1], as: Float.self))
  let frames = try read(arguments[2], as: Int32.self).map(Int.init)
  let impostors = try ImpostorDistances(embeddings, frames: frames)
  print("radius\t\(impostors.radius())\npairs\t\(impostors.pairs)")
case ("extend", 5):
  let embeddings = try EmbeddingMatrix(read(arguments[1], as: Float.self))
  let old = embeddings.count - Int(arguments[2])!
  let jobs = Int(arguments[4])!
  let before = try timed("all but the new") {
    try RadiusNeighbors(
      embeddings.selecting(Array(0..<old)), radius: Double(arguments[3])!, jobs: jobs)
  }
  let after = try timed("the new") { try before.extended(to: embeddings, jobs: jobs) }
  print("neighbors\t\(before.indices.count)\t\(after.indices.count)")
case ("search", 3):
  let embeddings = try EmbeddingMatrix(read(arguments[1], as: Float.self))
  for query in 0..<5 {
    _ = try timed("search") {
      try embeddings.nearest(
        to: Array(embeddings[query * embeddings.count / 5]), limit: 20, jobs: Int(arguments[2])!)
    }
  }
default:
  print(usage)
  exit(64)
}
