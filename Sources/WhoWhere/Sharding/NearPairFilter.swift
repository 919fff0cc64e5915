import FaceClustering
import Files
import Foundation
import ParallelLoops
import SystemPackage

/// Compares blocks of vectors as a stream filter: pairs of blocks in, pairs of faces out.
///
/// A pair of faces is a line `a b distance`: their places among all faces, the lower first. After the
/// pairs of two blocks comes `complete A B COUNT RECIPE`, so that what is cut short shows.
public struct NearPairFilter {
  private let folder: FilePath
  private let recipe: ShardRecipe
  private let finder: BlockPairs
  private let jobs: Int

  /// A filter of the blocks in `folder`, which `ShardWriter` wrote.
  ///
  /// - Parameter radius: Checked to be that of the blocks, where it is given.
  /// - Throws: `FileError` or `ShardError` where the blocks cannot be used.
  public init(of folder: FilePath, radius: Double? = nil, jobs: Int = allCores) throws {
    self.folder = folder
    self.jobs = jobs
    let sample = try VectorBlock(folder.pushing(ShardWriter.sample))
    guard let recipe = ShardRecipe(sample.recipe) else {
      throw ShardError.damaged(
        displayName(folder.pushing(ShardWriter.sample)), "its recipe is of no kind that is known")
    }
    if let radius, radius != recipe.radius {
      throw ShardError.otherRadius(radius, own: recipe.radius)
    }
    self.recipe = recipe
    finder = try BlockPairs(within: recipe.radius, sample: sample.embeddings)
  }

  /// Compares what `input` names, to its end.
  ///
  /// - Throws: `ShardError` for a line that names no blocks, or blocks that cannot be used; `FileError`.
  /// - Complexity: O(faces²) for each pair of blocks; memory for two blocks and their pairs.
  public func run(_ input: FileDescriptor, to output: some ByteSink) throws {
    var known: [Int: PreparedRows] = [:]
    func block(_ number: Int, besides other: Int) throws -> PreparedRows {
      if let block = known[number] { return block }
      known = known.filter { $0.key == other }
      let block = finder.prepared(try self.block(number), jobs: jobs)
      known[number] = block
      return block
    }
    try LineReader(input, name: "standard input").read { lines, _ in
      for line in lines {
        let (a, b) = try pair(line)
        let first = try block(a, besides: b)
        let found =
          a == b
          ? finder.pairs(in: first, jobs: jobs)
          : finder.pairs(of: first, and: try block(b, besides: a), jobs: jobs)
        try write(found, a, b, to: output)
      }
    }
  }

  private func pair(_ line: LineReader.Line) throws -> (Int, Int) {
    let text = String(decoding: line.bytes, as: UTF8.self)
    let numbers = text.split(whereSeparator: \.isWhitespace).map { Int($0) }
    guard numbers.count == 2, let a = numbers[0], let b = numbers[1], a >= 0, a <= b,
      b < recipe.blockCount
    else {
      throw ShardError.notAPair(
        line: line.number, String(text.prefix(60)) + "; `wwww shards` writes them into pairs.txt")
    }
    return (a, b)
  }

  private func block(_ number: Int) throws -> EmbeddingMatrix {
    let path = folder.pushing(ShardWriter.blockName(number))
    let block = try VectorBlock(path)
    guard block.recipe == recipe.description else {
      throw ShardError.otherRecipe(
        displayName(path), found: block.recipe, expected: recipe.description)
    }
    let rows = recipe.rows(of: number)
    guard block.first == rows.lowerBound, block.embeddings.count == rows.count else {
      throw ShardError.damaged(displayName(path), "it is another block than its name says")
    }
    return block.embeddings
  }

  private func write(_ found: [[NearPair]], _ a: Int, _ b: Int, to output: some ByteSink) throws {
    let (first, second) = (recipe.rows(of: a).lowerBound, recipe.rows(of: b).lowerBound)
    var count = 0
    for start in stride(from: 0, to: found.count, by: 64) {
      let lists = found[start..<min(found.count, start + 64)]
      let texts = parallelMap(count: lists.count, jobs: jobs) { i -> [UInt8] in
        var text: [UInt8] = []
        for pair in lists[lists.startIndex + i] {
          text.append(
            contentsOf: "\(Int(pair.first) + first) \(Int(pair.second) + second) \(pair.distance)\n"
              .utf8)
        }
        return text
      }
      for text in texts { try output.write(text) }
      count += lists.reduce(0) { $0 + $1.count }
    }
    try output.write("complete \(a) \(b) \(count) \(recipe)\n")
  }
}
