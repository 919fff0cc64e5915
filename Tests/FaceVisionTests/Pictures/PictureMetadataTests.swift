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

  /// A JPEG file with an EXIF block: the main directory's entries, EXIF's own and GPS's.
  private func jpeg(
    _ main: [UInt16: TIFFFile.Value] = [:], exif: [UInt16: TIFFFile.Value] = [:],
    gps: [UInt16: TIFFFile.Value] = [:]
  ) throws -> [UInt8] {
    var directory = TIFFFile.Directory(entries: main)
    if !exif.isEmpty { directory.entries[0x8769] = .directories([.init(entries: exif)]) }
    if !gps.isEmpty { directory.entries[0x8825] = .directories([.init(entries: gps)]) }
    let block = Array("Exif\0\0".utf8) + TIFFFile(directories: [directory]).bytes
    let length = block.count + 2
    let bytes = try Picture(width: 8, height: 8).jpeg()
    return bytes.prefix(2) + [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 0xFF)] + block
      + bytes.dropFirst(2)
  }

  /// Original, digitized, changed: the first that is a date counts, with its own offset.
  @Test(
    arguments: [
      (["2019:05:18 22:39:45", "", ""], ["", "", ""], "2019-05-18T22:39:45Z"),
      (["2019:05:18 22:39:45", "", ""], ["+02:00", "", ""], "2019-05-18T20:39:45Z"),
      (["2019:05:18 22:39:45", "", ""], ["", "+05:00", "+02:00"], "2019-05-18T22:39:45Z"),
      (
        ["0000:00:00 00:00:00", "2018:01:02 03:04:05", ""], ["-09:00", "-03:30", ""],
        "2018-01-02T06:34:05Z"
      ),
      (
        ["    :  :     :  :  ", "0000:00:00 00:00:00", "2017:01:02 03:04:05"], ["", "", "+01:00"],
        "2017-01-02T02:04:05Z"
      ),
      (["2019:02:30 10:00:00", "", "2019:03:02 10:00:00"], ["", "", ""], "2019-03-02T10:00:00Z"),
      (["2019:05:18 24:00:00", "", "2019:05:19 00:00:01"], ["", "", ""], "2019-05-19T00:00:01Z"),
      (
        ["2019:05:18 10:39:45 pm", "2019:05:18 22:39:45", ""], ["", "", ""], "2019-05-18T22:39:45Z"
      ),
      (["2019:13:01 10:00:00", "", ""], ["", "", ""], nil),
      (["2019-05-18T22:39:45+02:00", "", ""], ["-01:00", "", ""], "2019-05-18T20:39:45Z"),
      (["2019-05-18T22:39:45.123Z", "", ""], ["+02:00", "", ""], "2019-05-18T22:39:45Z"),
      (["2020:02:29 12:00:00", "", ""], ["Z", "", ""], "2020-02-29T12:00:00Z"),
      (["2019:05:18 22:39:45", "", ""], ["+99:00", "", ""], "2019-05-18T22:39:45Z"),
      (["yesterday", "", ""], ["", "", ""], nil),
    ] as [([String], [String], String?)])
  func takesTheFirstValidDate(dates: [String], offsets: [String], expected: String?) throws {
    var main: [UInt16: TIFFFile.Value] = [:]
    var exif: [UInt16: TIFFFile.Value] = [:]
    if !dates[0].isEmpty { exif[0x9003] = .ascii(dates[0]) }
    if !dates[1].isEmpty { exif[0x9004] = .ascii(dates[1]) }
    if !dates[2].isEmpty { main[0x0132] = .ascii(dates[2]) }
    if !offsets[0].isEmpty { exif[0x9011] = .ascii(offsets[0]) }
    if !offsets[1].isEmpty { exif[0x9012] = .ascii(offsets[1]) }
    if !offsets[2].isEmpty { exif[0x9010] = .ascii(offsets[2]) }
    #expect(PictureMetadata(reading: try jpeg(main, exif: exif)).date == expected)
  }

  private typealias Degrees = [(UInt32, UInt32)]

  private func place(_ latitude: Degrees, _ north: String?, _ longitude: Degrees, _ east: String?)
    throws -> [Double]?
  {
    var gps: [UInt16: TIFFFile.Value] = [2: .rational(latitude), 4: .rational(longitude)]
    if let north { gps[1] = .ascii(north) }
    if let east { gps[3] = .ascii(east) }
    return PictureMetadata(reading: try jpeg(gps: gps)).position.map {
      [$0.latitude, $0.longitude]
    }
  }

  @Test func tellsPlacesFromNone() throws {
    let (north, east): (Degrees, Degrees) = (
      [(48, 1), (30, 1), (0, 1)], [(9, 1), (3000, 100), (0, 1)]
    )
    let zero: Degrees = [(0, 1), (0, 1), (0, 1)]
    let void: Degrees = [(0, 0), (0, 0), (0, 0)]
    #expect(try place(north, "N", east, "E") == [48.5, 9.5])
    #expect(try place(north, "s", east, "w") == [-48.5, -9.5])
    #expect(try place(zero, "N", east, "E") == [0, 9.5])
    #expect(try place([(48, 1), (0, 0), (0, 0)], "N", east, "E") == [48, 9.5])
    #expect(try place(zero, "N", zero, "E") == nil)
    #expect(try place(void, "N", void, "E") == nil)
    #expect(try place(north, nil, east, nil) == nil)
    #expect(try place(north, "X", east, "E") == nil)
    #expect(try place([(91, 1), (0, 1), (0, 1)], "N", east, "E") == nil)
    #expect(try place([(48, 1), (75, 1), (0, 1)], "N", east, "E") == nil)
  }

  /// A copy keeps date, place and camera, and stands upright.
  @Test(arguments: [PictureFormat.jpeg, .png, .webp, .tiff])
  func copiesKeepMetadata(format: PictureFormat) throws {
    let metadata = PictureMetadata(
      orientation: .left, date: "2021-03-04T05:06:07Z",
      position: .init(latitude: -33.8568, longitude: 151.2153), camera: "Box 1")
    let original = try metadata.written(into: Picture(width: 8, height: 8).jpeg())
    let picture = PictureDecoderTests.picture
    let copy = try PictureMetadata.transferred(
      from: original, to: picture.encoded(as: format))
    let read = try DecodedPicture(decoding: copy)
    #expect(read.picture.width == 64 && read.picture.height == 48)
    #expect(read.metadata.orientation == .upright)
    #expect(read.metadata.date == metadata.date)
    #expect(read.metadata.camera == metadata.camera)
    #expect(abs((read.metadata.position?.latitude ?? 0) + 33.8568) < 1e-6)
  }
}
