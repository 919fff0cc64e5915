import Domain
import FaceVision
import Testing

@Suite struct VideoMetadataTests {
  private func metadata(_ tags: [String: String]) -> VideoMetadata { VideoMetadata { tags[$0] } }

  @Test func readsDates() {
    func date(_ text: String) -> String? { metadata(["creation_time": text]).date }
    #expect(date("2021-06-23T18:51:37.000000Z") == "2021-06-23T18:51:37Z")
    #expect(date("2021-06-23T20:51:37+0200") == "2021-06-23T18:51:37Z")
    #expect(date("2021-06-23 13:51:37-05:00") == "2021-06-23T18:51:37Z")
    // Clocks that were never set, and texts that are no moments.
    #expect(date("1904-01-01T00:00:00.000000Z") == nil)
    #expect(date("1970-01-01T00:00:00.000000Z") == nil)
    #expect(date("2021") == nil && date("2021-13-41T99:00:00Z") == nil && date("soon") == nil)
    #expect(
      metadata([
        "creation_time": "2024-01-01T00:00:00Z",
        "com.apple.quicktime.creationdate": "2021-06-23T20:51:37+0200",
      ]).date == "2021-06-23T18:51:37Z")
  }

  @Test func readsPlacesAndCameras() throws {
    func place(_ text: String) -> Place? { metadata(["location": text]).place }
    #expect(place("+48.5000+009.5000/") == Place(latitude: 48.5, longitude: 9.5))
    #expect(place("-33.8568+151.2153+012.3/") == Place(latitude: -33.8568, longitude: 151.2153))
    let minutes = try #require(place("+4830.0-00930.0/"))
    #expect(abs(minutes.latitude - 48.5) < 1e-9 && abs(minutes.longitude + 9.5) < 1e-9)
    let seconds = try #require(place("+483000-0093000/"))
    #expect(abs(seconds.latitude - 48.5) < 1e-9 && abs(seconds.longitude + 9.5) < 1e-9)
    #expect(place("+00.0000+000.0000/") == nil && place("+99.0+200.0/") == nil && place("") == nil)
    #expect(
      metadata([
        "com.apple.quicktime.make": "Apple", "com.apple.quicktime.model": "iPhone 12",
      ]).camera == "Apple iPhone 12")
    #expect(metadata(["make": "Canon", "model": "Canon EOS R5"]).camera == "Canon EOS R5")
    #expect(metadata([:]) == metadata(["title": "x"]))
  }
}
