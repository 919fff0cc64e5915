import FaceVision
import Testing

@Suite struct PictureMetadataTests {
  @Test func comesBackAsWritten() throws {
    let metadata = PictureMetadata(
      orientation: .left, date: "2021-03-04T05:06:07Z",
      position: .init(latitude: -33.8568, longitude: 151.2153), camera: "Box 1")
    let bytes = try metadata.written(into: Picture(width: 8, height: 8).jpeg())
    let read = PictureMetadata(reading: bytes)
    #expect(read.orientation == .left)
    #expect(read.date == "2021-03-04T05:06:07Z")
    #expect(read.camera == "Box 1")
    let position = try #require(read.position)
    #expect(abs(position.latitude + 33.8568) < 1e-6)
    #expect(abs(position.longitude - 151.2153) < 1e-6)
  }

  @Test func isEmptyWhereThereIsNone() throws {
    #expect(PictureMetadata(reading: try Picture(width: 8, height: 8).png()) == PictureMetadata())
    #expect(PictureMetadata(reading: Array("no picture".utf8)) == PictureMetadata())
    #expect(PictureMetadata(reading: []) == PictureMetadata())
  }
}
