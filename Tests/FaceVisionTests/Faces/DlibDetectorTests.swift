import Domain
import FaceVision
import Files
import Foundation
import TestSupport
import Testing

@Suite struct DlibDetectorTests {
  private struct Manifest: Decodable {
    struct Picture: Decodable {
      struct Face: Decodable {
        let top, right, bottom, left: Int
        var box: FaceBox { FaceBox(top: top, right: right, bottom: bottom, left: left) }
      }
      let file: String
      let faces: [Face]?
    }
    let pictures: [Picture]
  }

  private static func pictures() throws -> [Manifest.Picture] {
    let bytes = try readFile(ProjectFiles.samples.appending("manifest.json"))
    return try JSONDecoder().decode(Manifest.self, from: Data(bytes)).pictures
  }

  /// Group photos whose faces were boxed by hand.
  @Test(.enabled(if: ProjectFiles.areFetched, "`make setup` fetches models and samples"))
  func findsTheFacesOfGroupPhotos() throws {
    let detector = try DlibDetector()
    var found = 0
    var wrong = 0
    var all = 0
    for picture in try Self.pictures() {
      guard let truth = picture.faces, !truth.isEmpty else { continue }
      let bytes = try readFile(ProjectFiles.samples.appending(picture.file))
      let faces = try detector.faces(in: Picture(decoding: bytes))
      all += truth.count
      found += truth.count { face in faces.contains { $0.box.overlap(face.box) > 0.3 } }
      wrong += faces.count { face in !truth.contains { $0.box.overlap(face.box) > 0.2 } }
    }
    #expect(all > 30)
    #expect(Double(found) / Double(all) > 0.9)
    #expect(wrong <= 3)
  }

  @Test func findsNothingWhereThereIsNothing() throws {
    let detector = try DlibDetector()
    #expect(try detector.faces(in: Picture(width: 200, height: 200)).isEmpty)
    #expect(try detector.faces(in: Picture(width: 1, height: 1)).isEmpty)
    #expect(try detector.faces(in: Picture(width: 0, height: 0)).isEmpty)
    #expect(try detector.faces(in: Picture(width: 3000, height: 2)).isEmpty)
  }
}
