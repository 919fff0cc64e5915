import ParallelLoops
import Testing

@Suite struct SplitMix64Tests {
  /// The first numbers of seed 1234567, as the reference implementation in C prints them.
  @Test func followsTheReference() {
    var random = SplitMix64(seed: 1_234_567)
    #expect(
      (0..<5).map { _ in random.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test func streamsDiffer() {
    let random = SplitMix64(seed: 1)
    let first = (UInt64(0)..<100).map { stream in
      var generator = random.split(stream)
      return generator.next()
    }
    #expect(Set(first).count == 100)
  }
}
