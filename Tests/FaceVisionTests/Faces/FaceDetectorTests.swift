import Domain
import FaceVision
import Files
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: ProjectFiles.areFetched, "`make setup` fetches models and samples"))
struct FaceDetectorTests {
  /// The detectors, by name.
  private static func detector(_ name: String) throws -> any FaceDetector {
    let models = try ModelLibrary(folder: ProjectFiles.models)
    switch name {
    case "hog": return try HOGDetector(landmarkWeights: models.path(of: "landmarks"))
    case "yunet": return YuNetDetector(try YuNetNetwork(weights: models.path(of: "yunet")))
    default:
      return RotatingDetector(
        YuNetDetector(try YuNetNetwork(weights: models.path(of: "yunet"))))
    }
  }

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
  @Test(arguments: ["hog", "yunet"])
  func findsTheFacesOfGroupPhotos(name: String) throws {
    let detector = try Self.detector(name)
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

  @Test(arguments: ["hog", "yunet", "rotating"])
  func findsNothingWhereThereIsNothing(name: String) throws {
    let detector = try Self.detector(name)
    #expect(try detector.faces(in: Picture(width: 200, height: 200)).isEmpty)
    #expect(try detector.faces(in: Picture(width: 1, height: 1)).isEmpty)
    #expect(try detector.faces(in: Picture(width: 0, height: 0)).isEmpty)
    #expect(try detector.faces(in: Picture(width: 3000, height: 2)).isEmpty)
  }

  /// Half as large a least face finds faces that are half as large.
  @Test func findsFacesOfTheLeastSize() throws {
    let models = try ModelLibrary(folder: ProjectFiles.models)
    let network = try YuNetNetwork(weights: models.path(of: "yunet"))
    let photo = try Picture(
      decoding: readFile(ProjectFiles.samples.appending("presidents/obama.jpg")))
    let face = try #require(try YuNetDetector(network).faces(in: photo).first)
    let shrink = 14.0 / Double(face.box.height)
    let small = try photo.resized(
      width: Int(Double(photo.width) * shrink), height: Int(Double(photo.height) * shrink))
    #expect(try YuNetDetector(network, smallestFace: 12).faces(in: small).count == 1)
    #expect(try YuNetDetector(network, smallestFace: 48).faces(in: small).isEmpty)
  }

  /// A portrait that fills the picture is as much a face as a small one.
  @Test func findsLargePortraits() throws {
    let detector = try Self.detector("yunet")
    let photo = try Picture(
      decoding: readFile(ProjectFiles.samples.appending("presidents/obama.jpg")))
    let box = try #require(try detector.faces(in: photo).first?.box)
    let large = try photo.cropped(to: box.expanded(by: 0.3)).resized(width: 2400, height: 3000)
    #expect(try detector.faces(in: large).count == 1)
  }

  /// A face of a turned picture is where it is in the picture as it was given.
  @Test(arguments: [Orientation.right, .left, .upsideDown])
  func findsTurnedFaces(orientation: Orientation) throws {
    let photo = try Picture(
      decoding: readFile(ProjectFiles.samples.appending("presidents/obama.jpg")))
    let upright = try #require(try Self.detector("yunet").faces(in: photo).first)
    let turned = photo.upright(from: orientation)
    let found = try #require(try Self.detector("rotating").faces(in: turned).first)
    // Turned three times more, or once more, it is upright again.
    let back: Orientation =
      orientation == .right ? .left : orientation == .left ? .right : .upsideDown
    let again = turned.upright(from: back)
    #expect(again == photo)
    let pixel = found.landmarks.leftEye
    let expected = upright.landmarks.leftEye
    let moved: (x: Float, y: Float) =
      switch orientation {
      case .right: (expected.y, Float(photo.width) - expected.x)
      case .left: (Float(photo.height) - expected.y, expected.x)
      default: (Float(photo.width) - expected.x, Float(photo.height) - expected.y)
      }
    #expect(abs(pixel.x - moved.x) < 4 && abs(pixel.y - moved.y) < 4)
    #expect(
      found.box.left < Int(pixel.x) && Int(pixel.x) < found.box.right
        && found.box.top < Int(pixel.y) && Int(pixel.y) < found.box.bottom)
  }
}
