import Domain
import FaceVision
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing

/// The HOG detector finds what dlib's own evaluation of the same filters finds: the same boxes, and
/// scores that differ by the rounding of sums only.
@Suite(.enabled(if: ProjectFiles.areFetched, "`make setup` fetches models and samples"))
struct DetectorParityTests {
  @Test(arguments: [0, 1])
  func agreesOnDrawnFaces(upsample: Int) throws {
    let pair = try DetectorPair(upsample: upsample)
    var found = 0
    for (width, height) in [(301, 217), (352, 288), (517, 401), (640, 96), (99, 480)] {
      found += try pair.expectAgreement(
        on: .drawing(width: width, height: height), "\(width) × \(height)")
    }
    #expect(found >= 5)
  }

  /// Sizes around those where cells, levels of the pyramid or registers begin.
  @Test func agreesOnSmallPictures() throws {
    let pair = try DetectorPair(upsample: 1)
    for width in [1, 2, 7, 12, 19, 20, 21, 63, 64, 65, 80, 97] {
      for height in [1, 3, 20, 64, 81] {
        _ = try pair.expectAgreement(
          on: .drawing(width: width, height: height), "\(width) × \(height)")
      }
    }
  }

  @Test func agreesOnPhotos() throws {
    let folder = ProjectFiles.samples.appending("faces")
    #expect(try DetectorPair(upsample: 1).expectAgreement(onPhotosIn: folder) > 30)
  }

  private static let furtherPhotos = ProcessInfo.processInfo.environment["WWWW_TEST_PHOTOS"]

  @Test(.enabled(if: furtherPhotos != nil, "WWWW_TEST_PHOTOS names a folder with more photos"))
  func agreesOnFurtherPhotos() throws {
    for upsample in [0, 1] {
      let folder = FilePath(try #require(Self.furtherPhotos))
      #expect(try DetectorPair(upsample: upsample).expectAgreement(onPhotosIn: folder) > 0)
    }
  }
}

/// The detector and its reference.
private struct DetectorPair {
  let detector: HOGDetector
  let reference: HOGDetector

  init(upsample: Int) throws {
    let landmarks = try ModelLibrary(folder: ProjectFiles.models).path(of: "landmarks")
    detector = try HOGDetector(landmarkWeights: landmarks, upsampling: upsample)
    reference = try HOGDetector(
      reference: (), landmarkWeights: landmarks, upsampling: upsample)
  }

  /// Returns the number of faces.
  func expectAgreement(on picture: Picture, _ name: String) throws -> Int {
    // A face whose score is within the rounding of 0 may be found by one and not by the other.
    let certain = { (faces: [DetectedFace]) in faces.filter { $0.score > 1e-4 } }
    let ours = certain(try detector.faces(in: picture))
    let theirs = certain(try reference.faces(in: picture))
    #expect(ours.map(\.box) == theirs.map(\.box), "\(name)")
    for (a, b) in zip(ours, theirs) { #expect(abs(a.score - b.score) < 1e-4, "\(name)") }
    return ours.count
  }

  /// Returns the number of faces.
  func expectAgreement(onPhotosIn folder: FilePath) throws -> Int {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted()
    return try names.filter { $0.hasSuffix(".jpg") || $0.hasSuffix(".png") }.map { name in
      let bytes = try readFile(folder.appending(name))
      return try expectAgreement(on: Picture(decoding: bytes), name)
    }.reduce(0, +)
  }
}

extension Picture {
  /// Two faces of ellipses, colored and on a noisy ground, as large as the picture's sides allow.
  fileprivate static func drawing(width: Int, height: Int) -> Picture {
    var pixels = (0..<width * height * 3).map { i in
      UInt8(130 + (UInt32(truncatingIfNeeded: i) &* 2_654_435_761 >> 24) % 24)
    }
    let side = Double(min(height, max(width / 2, min(width, height)))) * 0.9
    for (face, left) in [0, max(0, width - Int(side) - 2)].enumerated() {
      draw(
        x: Double(left) + side / 2, y: Double(height) / 2, radius: side / 2, tint: 30 * face,
        width: width, into: &pixels)
    }
    return Picture(width: width, height: height, pixels: pixels)
  }

  private static func draw(
    x: Double, y: Double, radius: Double, tint: Int, width: Int, into pixels: inout [UInt8]
  ) {
    /// Center, radii and gray of hair, face, brows, eyes, pupils, nose, nostrils and mouth, in units
    /// of the radius.
    let ellipses: [(x: Double, y: Double, rx: Double, ry: Double, gray: Int)] = [
      (0, -0.12, 0.65, 0.8, 50), (0, 0.08, 0.52, 0.69, 205),
      (-0.23, -0.18, 0.17, 0.035, 80), (0.23, -0.18, 0.17, 0.035, 80),
      (-0.23, -0.04, 0.13, 0.06, 235), (0.23, -0.04, 0.13, 0.06, 235),
      (-0.23, -0.04, 0.07, 0.065, 40), (0.23, -0.04, 0.07, 0.065, 40),
      (0, 0.15, 0.07, 0.17, 225), (-0.07, 0.28, 0.04, 0.025, 110), (0.07, 0.28, 0.04, 0.025, 110),
      (0, 0.48, 0.22, 0.055, 110),
    ]
    for i in 0..<pixels.count / 3 {
      let (px, py) = ((Double(i % width) - x) / radius, (Double(i / width) - y) / radius)
      for ellipse in ellipses {
        let (dx, dy) = ((px - ellipse.x) / ellipse.rx, (py - ellipse.y) / ellipse.ry)
        guard dx * dx + dy * dy < 1 else { continue }
        pixels[3 * i] = UInt8(ellipse.gray)
        pixels[3 * i + 1] = UInt8(ellipse.gray - tint / 2)
        pixels[3 * i + 2] = UInt8(ellipse.gray - tint)
      }
    }
  }
}
