import Domain
import Testing

@Suite struct FrameNameTests {
  @Test func readsTheNamesOfFrames() {
    #expect(
      FrameName(fileName: "party.mp4___500.jpg") == FrameName(video: "party.mp4", number: 500))
    #expect(FrameName(fileName: "party.MP4__0.jpeg") == FrameName(video: "party.MP4", number: 0))
    #expect(
      FrameName(fileName: "a b__c.mkv___12000.png")
        == FrameName(video: "a b__c.mkv", number: 12000))
    for other in [
      "party.mp4_500.jpg", "party.mp4___.jpg", "party___500.jpg", "party.txt___500.jpg",
      "party.mp4___500", "party.mp4___5x.jpg", "party.mp4____500.jpg",
    ] { #expect(FrameName(fileName: other) == nil, "\(other)") }
    #expect(FrameName(video: "party.mp4", number: 500).fileName == "party.mp4___500.jpg")
  }

  @Test func readsSamplings() {
    for (text, sampling) in [
      ("500", FrameSampling.frames(500)), ("2s", .milliseconds(2000)), ("scenes", .scenes),
      ("auto", .auto), ("250ms", .milliseconds(250)),
    ] {
      #expect(FrameSampling(text) == sampling && sampling.description == text)
    }
    #expect(FrameSampling("1.5s") == .milliseconds(1500))
    for text in ["0", "-5", "0s", "s", "x", "5m", ""] { #expect(FrameSampling(text) == nil) }
  }
}
