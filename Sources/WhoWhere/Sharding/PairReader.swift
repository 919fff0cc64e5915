import Files
import Foundation
import ParallelLoops

/// Reads what `NearPairFilter` wrote, from any number of files, and sees to it that each pair of blocks
/// is there once and whole.
struct PairReader {
  /// What the pairs are of.
  private(set) var recipe: ShardRecipe
  private let firsts: [Int32]
  private let seconds: [Int32]

  private struct Blocks: Hashable {
    var a, b: Int
  }

  /// One line, read.
  private enum Item {
    case pair(Int32, Int32)
    case complete(Blocks, count: Int, ShardRecipe)
    case wrong(String)
  }

  /// Reads all of `sources`.
  ///
  /// - Throws: `ShardError`; `FileError`.
  init(_ sources: [ImportSource], jobs: Int, progress: any ProgressReporter) throws {
    var recipe: ShardRecipe?
    var firsts: [Int32] = []
    var seconds: [Int32] = []
    var complete: [Blocks: String] = [:]
    let total = sources.reduce(0) { $0 + $1.size }
    var before = 0
    for source in sources {
      var start = firsts.count
      func take(_ item: Item, line: Int) throws {
        func refuse(_ text: String) -> ShardError { .line(line, of: source.name, text) }
        switch item {
        case .wrong(let text): throw refuse(text)
        case .pair(let a, let b):
          firsts.append(a)
          seconds.append(b)
        case .complete(let blocks, let count, let found):
          if let recipe, found != recipe {
            throw ShardError.otherRecipe(
              "\(source.name), line \(line)", found: "\(found)", expected: "\(recipe)")
          }
          recipe = found
          guard blocks.a <= blocks.b, blocks.b < found.blockCount else {
            throw refuse("there are no such blocks")
          }
          guard firsts.count - start == count else {
            throw refuse("\(count) pairs are announced, but \(firsts.count - start) are there")
          }
          let (a, b) = (found.rows(of: blocks.a), found.rows(of: blocks.b))
          for i in start..<firsts.count
          where !a.contains(Int(firsts[i])) || !b.contains(Int(seconds[i]))
            || firsts[i] >= seconds[i]
          {
            throw refuse("the pair \(firsts[i]) \(seconds[i]) is not of these blocks")
          }
          if let other = complete.updateValue("\(source.name), line \(line)", forKey: blocks) {
            throw ShardError.doubled(blocks.a, blocks.b, other, "\(source.name), line \(line)")
          }
          start = firsts.count
        }
      }
      try source.lines().read { lines, done in
        let parts = max(1, min(lines.count, 64))
        let items = parallelMap(count: parts, jobs: jobs) { part in
          (lines.count * part / parts..<lines.count * (part + 1) / parts).map {
            Self.item(lines[$0].bytes)
          }
        }
        var number = 0
        for item in items.joined() {
          try take(item, line: lines[number].number)
          number += 1
        }
        progress.update("Reading pairs", done: before + done, of: max(total, before + done))
      }
      guard start == firsts.count else { throw ShardError.unfinished(source.name) }
      before += source.size
    }
    guard let recipe else {
      throw ImportError.empty(sources.map(\.name).joined(separator: ", "))
    }
    let missing = (0..<recipe.blockCount).flatMap { b in
      (0...b).filter { complete[Blocks(a: $0, b: b)] == nil }.map { "\($0) \(b)" }
    }
    guard missing.isEmpty else { throw ShardError.missing(missing) }
    self.recipe = recipe
    self.firsts = firsts
    self.seconds = seconds
  }

  /// For each face its neighbors among the faces before it.
  func lists() -> (offsets: [Int], indices: [Int32]) {
    var offsets = [Int](repeating: 0, count: recipe.faces + 1)
    for second in seconds { offsets[Int(second) + 1] += 1 }
    for i in 0..<recipe.faces { offsets[i + 1] += offsets[i] }
    var next = offsets
    var indices = [Int32](repeating: 0, count: firsts.count)
    for (first, second) in zip(firsts, seconds) {
      indices[next[Int(second)]] = first
      next[Int(second)] += 1
    }
    for i in 0..<recipe.faces { indices[offsets[i]..<offsets[i + 1]].sort() }
    return (offsets, indices)
  }

  private static func item(_ line: Data) -> Item {
    line.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) -> Item in
      var place = 0
      func number() -> Int? {
        let start = place
        var value = 0
        while place < bytes.count, case let digit = bytes[place], digit >= 0x30, digit <= 0x39,
          place - start < 18
        {
          value = value * 10 + Int(digit - 0x30)
          place += 1
        }
        guard place > start, place < bytes.count, bytes[place] == 0x20 else { return nil }
        place += 1
        return value
      }
      if let a = number(), let b = number(), a < Int(Int32.max), b < Int(Int32.max),
        bytes.count - place <= 24,
        let distance = Float(String(decoding: bytes[place...], as: UTF8.self)), distance >= 0
      {
        return .pair(Int32(a), Int32(b))
      }
      let text = String(decoding: bytes, as: UTF8.self)
      let words = text.split(separator: " ", maxSplits: 4).map { String($0) }
      if words.count == 5, words[0] == "complete", let a = Int(words[1]), let b = Int(words[2]),
        let count = Int(words[3]), let recipe = ShardRecipe(words[4]), a >= 0, b >= 0
      {
        return .complete(Blocks(a: a, b: b), count: count, recipe)
      }
      return .wrong(
        text == "\\N" || text == "NULL"
          ? "NULL instead of a pair; declare the filter's columns as ROW FORMAT DELIMITED"
          : "no pair of `wwww near-pairs`: \(text.prefix(60))")
    }
  }
}
