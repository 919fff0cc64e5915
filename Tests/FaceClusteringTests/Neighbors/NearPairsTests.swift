import FaceClustering
import ParallelLoops
import Testing

@Suite struct NearPairsTests {
  /// Rows whose distances are hard to bound, by name.
  static let kinds = [
    "random", "clustered", "duplicate", "large", "tiny", "outlier", "line", "far away",
    "few values",
  ]

  static func rows(_ kind: String, _ count: Int) throws -> (EmbeddingMatrix, radius: Double) {
    var random = SplitMix64(seed: UInt64(count))
    func uniform() -> Float { Float.random(in: -1...1, using: &random) }
    func matrix(_ value: (Int, Int) -> Float) throws -> EmbeddingMatrix {
      try EmbeddingMatrix((0..<count * 128).map { value($0 / 128, $0 % 128) })
    }
    switch kind {
    case "random": return (try matrix { _, _ in uniform() }, 8.3)
    case "duplicate":
      let faces = try RandomFaces(max(1, count / 3), of: 9).embeddings
      return (faces.selecting((0..<count).map { $0 % faces.count }), 1e-6)
    case "large": return (try matrix { _, _ in uniform() * 3e37 }, 2.45e38)
    case "tiny": return (try matrix { _, _ in uniform() * 1e-21 }, 8.1e-21)
    case "outlier":
      return (try matrix { row, _ in row % 400 == 0 ? uniform() * 1e20 : uniform() * 0.1 }, 0.81)
    case "line": return (try matrix { row, k in k == 5 ? Float(row) : 1 }, 3)
    case "far away":
      return (try matrix { row, _ in 1000 + 0.03 * uniform() }, 0.245)
    case "few values":
      return (try matrix { _, k in k == 0 ? 1 : (uniform() * 1.2).rounded() }, 11)
    default:
      return (try RandomFaces(count, of: max(1, count / 10)).embeddings, 0.5)
    }
  }

  static func slow(_ rows: EmbeddingMatrix, _ radius: Double, from start: Int = 0) -> [NearPair] {
    (start..<rows.count).flatMap { second in
      (0..<second).compactMap { first in
        let distance = rows.distance(first, second)
        guard distance <= radius else { return nil }
        return NearPair(
          first: Int32(first), second: Int32(second), distance: Float(distance))
      }
    }
  }

  @Test(arguments: kinds, [790, 1025])
  func findsEveryPair(kind: String, count: Int) throws {
    let (rows, radius) = try Self.rows(kind, count)
    let expected = Self.slow(rows, radius)
    #expect(!expected.isEmpty && expected.count < count * (count - 1) / 2)
    for instructions in VectorInstructions.allCases where instructions.isSupported {
      let pairs = rows.nearPairs(within: radius, jobs: 2, instructions: instructions).joined()
      #expect(Array(pairs) == expected)
    }
  }

  @Test(arguments: [0, 1, 511, 1000, 1187, 1199, 1200])
  func findsPairsOfNewRows(start: Int) throws {
    let rows = try RandomFaces(1200, of: 90).embeddings
    for jobs in [1, 3] {
      let pairs = rows.nearPairs(within: 0.5, from: start, jobs: jobs).joined()
      #expect(Array(pairs) == Self.slow(rows, 0.5, from: start))
    }
  }

  @Test(arguments: kinds, [0, 1, 2, 5, 6, 7, 15, 16, 63, 64, 65, 130])
  func missesNoPair(kind: String, count: Int) throws {
    let (rows, radius) = try Self.rows(kind, count)
    for radius in [radius, radius / 3, radius * 1e9] {
      let quantized = QuantizedRows(rows, radius: radius, jobs: 1)
      let block = quantized.block(0..<count)
      let found = VectorInstructions.allCases.filter(\.isSupported).map { instructions in
        var found = [UInt32](repeating: 0, count: (count + 6) * (count + 64))
        let number = quantized.findCandidates(
          block, 0..<count, instructions: instructions, into: &found)
        return found[..<number].sorted()
      }
      // All instructions find the same.
      #expect(found.allSatisfy { $0 == found[0] })
      let pairs = Set(found[0])
      #expect(pairs.allSatisfy { $0 >> 16 < count && $0 & 0xffff < count })
      #expect(
        Self.slow(rows, radius).allSatisfy { pair in
          pairs.contains(UInt32(pair.second) << 16 | UInt32(pair.first))
            && pairs.contains(UInt32(pair.first) << 16 | UInt32(pair.second))
        })
    }
  }

  @Test func leavesFewCandidates() throws {
    let rows = try RandomFaces(1000, of: 500).embeddings
    let quantized = QuantizedRows(rows, radius: 0.36, jobs: 1)
    var found = [UInt32](repeating: 0, count: 1010 * 1064)
    let number = quantized.findCandidates(
      quantized.block(0..<1000), 0..<1000, instructions: .best, into: &found)
    #expect(number < 5000)
  }
}
