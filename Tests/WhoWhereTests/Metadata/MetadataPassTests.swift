import CaseStore
import Domain
import FaceVision
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing
import WhoWhere

/// What indexing reads beside photos, end to end.
@Suite(.enabled(if: ProjectFiles.areFetched, "`make setup` fetches models and samples"))
struct MetadataPassTests {
  private let folder: TemporaryFolder
  private let photo: [UInt8]

  init() throws {
    folder = try TemporaryFolder()
    // Without metadata of its own.
    photo = try DecodedPicture(
      decoding: try readFile(ProjectFiles.samples.appending("presidents/obama.jpg"))
    ).picture.jpeg()
  }

  private func add(_ name: String, _ text: String) throws { try add(name, Array(text.utf8)) }

  private func add(_ name: String, _ bytes: [UInt8]) throws {
    try writeAtomically(bytes, to: folder.path.appending("in").pushing(FilePath(name)))
  }

  private func index() throws -> (report: Indexer.Report, storage: SQLiteCase) {
    let report = try IndexJob(
      [folder.path.appending("in")], caseFolder: folder.path.appending("case"),
      models: try ModelLibrary(folder: ProjectFiles.models), settings: IndexSettings(jobs: 2),
      progress: SilentProgress()
    ).run()
    return (report, try SQLiteCase(in: folder.path.appending("case")))
  }

  private func values(_ storage: SQLiteCase, _ path: String) throws -> [String] {
    let file = try #require(try storage.files().first { $0.path == path })
    return try storage.metadata(of: file.mediaID).map { "\($0.source) \($0.property) \($0.text)" }
  }

  private static let post = """
    {"instaloader": {"node_type": "Post"}, "node": {"shortcode": "C_a-1",
    "taken_at_timestamp": 1714588200, "owner": {"username": "news"},
    "edge_media_to_caption": {"edges": [{"node": {"text": "A\\nB"}}]},
    "location": {"name": "Rathaus", "lat": 48.2, "lng": 16.3},
    "edge_media_to_tagged_user": {"edges": [{"node": {"user": {"username": "ada", "full_name": ""}}}]}}}
    """

  @Test func readsWhatOtherProgramsLeave() throws {
    // Different contents, or they would be one photo.
    func photo(_ number: Int) -> [UInt8] { self.photo + [UInt8](repeating: 0, count: number) }
    let stem = "2024-05-01_18-30-00_UTC"
    try add("\(stem)_1.jpg", photo(1))
    try add("\(stem).json", Self.post)
    try add("takeout.jpg", photo(2))
    try add(
      "takeout.jpg.supplemental-metadata.json",
      """
      {"photoTakenTime": {"timestamp": "1556668800"}, "people": [{"name": "Ada"}], "description": "",
      "geoData": {"latitude": 0, "longitude": 0}, "geoDataExif": {"latitude": 1.5, "longitude": -2}}
      """)
    try add("apple.jpg", photo(3))
    try add(
      "apple.jpg.json",
      """
      [{"SourceFile": "apple.jpg", "EXIF:DateTimeOriginal": "2019:05:18 22:39:45",
      "EXIF:OffsetTimeOriginal": "+02:00", "XMP:PersonInImage": ["Ada", "Ben"],
      "EXIF:GPSLatitude": 10.5, "EXIF:GPSLatitudeRef": "S", "EXIF:GPSLongitude": 20,
      "EXIF:GPSLongitudeRef": "E"}]
      """)
    try add("details.jpg", photo(4))
    try add(
      "Photo Details.csv",
      "imgName,originalCreationDate\ndetails.jpg,\"Wednesday May 1,2024 6:30 PM GMT\"\n")
    try add("cut.jpg", photo(5))
    try add("cut.jpg.json", "{\"photoTakenTime\": {")
    try add("cut.xmp", "<x:xmpmeta xmlns:x='adobe:ns:meta/'>")
    try add("foreign.jpg", photo(6))
    try add("foreign.jpg.json", "{\"a\": 1}")
    let (report, storage) = try index()
    #expect(
      try values(storage, "\(stem)_1.jpg") == [
        "instaloader author news", "instaloader caption A B",
        "instaloader date 2024-05-01T18:30:00Z", "fileName date 2024-05-01T18:30:00Z",
        "instaloader link https://www.instagram.com/p/C_a-1/", "instaloader person ada",
        "instaloader place Rathaus", "instaloader position 48.2,16.3",
      ])
    #expect(
      try values(storage, "takeout.jpg") == [
        "takeout date 2019-05-01T00:00:00Z", "takeout person Ada", "takeout position 1.5,-2.0",
      ])
    #expect(
      try values(storage, "apple.jpg") == [
        "apple date 2019-05-18T20:39:45Z", "apple person Ada", "apple person Ben",
        "apple position -10.5,20.0",
      ])
    #expect(try values(storage, "details.jpg") == ["apple date 2024-05-01T18:30:00Z"])
    #expect(report.failures.map(\.path).sorted() == ["cut.jpg.json", "cut.xmp"])
    #expect(report.failures.allSatisfy { $0.reason == "metadata" })
    #expect(report.others.map(\.path) == ["foreign.jpg.json"])
    #expect(report.metadataFiles == 6)

    // A companion that is gone takes its values with it, and dates follow.
    try FileManager.default.removeItem(
      atPath: folder.path.appending("in/takeout.jpg.supplemental-metadata.json").string)
    let again = try index()
    #expect(again.report.newMedia == 0)
    #expect(try values(again.storage, "takeout.jpg").isEmpty)
    #expect(try again.storage.media().count { $0.date == nil } == 3)
  }

  @Test func aTableSaysWhatTheUserKnows() throws {
    try add("a/x.jpg", photo)
    let (_, storage) = try index()
    try add(
      "../table.csv",
      """
      path,date,latitude,longitude,place,event,source
      a/x.jpg,2024-05-01T20:30:00+02:00,48.2,16.3,Rathaus,Fest,a witness
      in/a,,,,,Zweites Fest,
      nowhere.jpg,2024-05-01,,,,,
      a/x.jpg,yesterday,,,,,
      a/x.jpg,,95,0,,,
      a/x.jpg,,,,,,
      a/x.jpg,,,
      """)
    let report = try MetadataTable(folder.path.appending("table.csv")).save(into: storage)
    #expect(report.media == 1 && report.changed == 1)
    #expect(
      report.failures.map(\.path).sorted()
        == [4, 5, 6, 7, 8].map { "table.csv, line \($0)" })
    let media = try #require(try storage.media().first)
    #expect(media.date == "2024-05-01T18:30:00Z")
    #expect(media.place == Place(latitude: 48.2, longitude: 16.3))
    #expect(
      try storage.metadata(of: media.id).filter { $0.source == .csv }.map(\.origin)
        == [
          "table.csv: a witness", "table.csv: a witness", "table.csv", "table.csv: a witness",
          "table.csv: a witness",
        ])
    #expect(try storage.eventMedia().map(\.name) == ["Fest", "Zweites Fest"])
    #expect(throws: MetadataTableError.self) {
      try add("../bad.csv", "path,when\na.jpg,2024\n")
      _ = try MetadataTable(folder.path.appending("bad.csv"))
    }
  }
}
