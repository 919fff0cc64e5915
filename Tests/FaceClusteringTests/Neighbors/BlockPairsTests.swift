import FaceClustering
import ParallelLoops
import Testing

/// Pairs found block by block are those found at once.
@Suite struct BlockPairsTests {
  @Test(arguments: NearPairsTests.kinds, [1, 3])
  func blocksFindEveryPairOnce(kind: String, jobs: Int) throws {
    let (rows, radius) = try NearPairsTests.rows(kind, 1025)
    let finder = try BlockPairs(
      within: radius, sample: rows.selecting(Array(stride(from: 0, to: 1025, by: 7))))
    // Borders that are no multiples of anything.
    let borders = [0, 1, 64, 575, 576, 1000, 1025]
    let blocks = zip(borders, borders.dropFirst()).map { start, end in
      finder.prepared(rows.selecting(Array(start..<end)), jobs: jobs)
    }
    var found: [NearPair] = []
    for b in blocks.indices {
      for a in 0...b {
        let pairs =
          a == b
          ? finder.pairs(in: blocks[a], jobs: jobs)
          : finder.pairs(of: blocks[a], and: blocks[b], jobs: jobs)
        for pair in pairs.joined() {
          found.append(
            NearPair(
              first: pair.first + Int32(borders[a]), second: pair.second + Int32(borders[b]),
              distance: pair.distance))
        }
      }
    }
    found.sort { ($0.second, $0.first) < ($1.second, $1.first) }
    #expect(found == NearPairsTests.slow(rows, radius))
  }

  @Test func theSampleMakesNoDifference() throws {
    let rows = try RandomFaces(600, of: 60).embeddings
    let (a, b) = (rows.selecting(Array(0..<300)), rows.selecting(Array(300..<600)))
    let foreign = try NearPairsTests.rows("far away", 20).0
    let found = try [rows, foreign].map { sample in
      let finder = try BlockPairs(within: 0.5, sample: sample)
      return Array(
        finder.pairs(of: finder.prepared(a, jobs: 1), and: finder.prepared(b, jobs: 1), jobs: 1)
          .joined())
    }
    #expect(found[0] == found[1] && !found[0].isEmpty)
  }
}
