import Domain
import FaceVision
import Testing

@Suite struct SampleChooserTests {
  /// The times of the samples among frames at 25 a second of which `brightness` tells.
  private func samples(
    _ sampling: FrameSampling, _ count: Int, _ brightness: (Int) -> [UInt8]
  ) -> [Int] {
    var chooser = SampleChooser(sampling)
    return (0..<count).filter { number in
      guard number >= chooser.next.number, number * 40 >= chooser.next.milliseconds else {
        return false
      }
      return chooser.isSample(number: number, time: number * 40, brightness: brightness(number))
    }.map { $0 * 40 }
  }

  private func plain(_ value: UInt8) -> [UInt8] {
    [UInt8](repeating: value, count: SampleChooser.width * SampleChooser.height)
  }

  @Test func takesEverySoManyth() {
    #expect(samples(.frames(10), 35) { _ in [] } == [0, 400, 800, 1200])
    #expect(samples(.milliseconds(500), 50) { _ in [] } == [0, 520, 1000, 1520])
  }

  @Test func takesTheFirstFrameOfEveryScene() {
    // Another scene at frames 30 and 60.
    let scenes = samples(.scenes, 100) { plain($0 < 30 ? 50 : $0 < 60 ? 120 : 60) }
    #expect(scenes == [0, 1200, 2400])
  }

  @Test func takesFewOfWhatStandsStill() {
    #expect(samples(.auto, 500) { _ in plain(90) } == [0, 5000, 10000, 15000])
    // One field moves all the time.
    let moving = samples(.auto, 100) { number in
      var brightness = plain(90)
      brightness[100] = UInt8(number * 37 % 256)
      return brightness
    }
    #expect(moving == [0, 1000, 2000, 3000])
    // Half a second of something else is not missed.
    #expect(
      samples(.auto, 200) { plain((60..<73).contains($0) ? 200 : 90) } == [0, 2400, 2920, 7920])
  }

  @Test func goesOnWhereItWas() {
    func brightness(_ number: Int) -> [UInt8] { plain(UInt8(number * 7 % 100)) }
    let whole = samples(.auto, 300, brightness)
    let at = whole[3] / 40
    var chooser = SampleChooser(
      .auto, after: at, at: whole[3], brightness: brightness(at))
    let rest = (chooser.next.number..<300).filter {
      chooser.isSample(number: $0, time: $0 * 40, brightness: brightness($0))
    }
    #expect(rest.map { $0 * 40 } == Array(whole[4...]))
  }
}
