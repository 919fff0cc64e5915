import Domain
import FaceVision
import Files
import TestSupport
import Testing

@Suite(.enabled(if: ProjectFiles.areFetched, "`make setup` fetches models and samples"))
struct FaceEncoderTests {
  private let encoder: FaceEncoder
  private let detector: DlibDetector

  init() throws {
    let models = try ModelLibrary(folder: ProjectFiles.models)
    encoder = try FaceEncoder(
      landmarkWeights: models.path(of: "landmarks"), encoderWeights: models.path(of: "encoder"))
    detector = try DlibDetector()
  }

  private func faces(_ name: String) throws -> [EncodedFace] {
    let bytes = try readFile(ProjectFiles.samples.appending("presidents").appending(name))
    let picture = try Picture(decoding: bytes)
    return try encoder.encode(detector.faces(in: picture), in: picture)
  }

  private func distance(_ a: EncodedFace, _ b: EncodedFace) -> Float {
    zip(a.embedding, b.embedding).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
  }

  @Test func tellsPeopleApart() throws {
    let obama = try #require(try faces("obama.jpg").first)
    let again = try #require(try faces("obama2.jpg").first)
    let biden = try #require(try faces("biden.jpg").first)
    #expect(distance(obama, again) < 0.5)
    #expect(distance(obama, biden) > 0.7)
    #expect(obama.embedding.count == 128)
  }

  @Test func describesTheFace() throws {
    let face = try #require(try faces("obama.jpg").first)
    let box = face.detection.box
    #expect(face.landmarks.count == 5)
    #expect(
      face.landmarks.allSatisfy {
        (Float(box.left)...Float(box.right)).contains($0.x)
          && (Float(box.top)...Float(box.bottom)).contains($0.y)
      })
    for part in [
      face.quality.size, face.quality.sharpness, face.quality.pose, face.quality.detection,
    ] {
      #expect((0...1).contains(part))
    }
    #expect(face.quality.overall > 0.6)
  }

  /// A face that is small, or out of focus, is worth less.
  @Test func ratesPoorFacesLower() throws {
    let bytes = try readFile(ProjectFiles.samples.appending("presidents/obama.jpg"))
    let sharp = try Picture(decoding: bytes)
    let small = try sharp.resized(width: sharp.width / 4, height: sharp.height / 4)
    let blurred = try small.resized(width: sharp.width, height: sharp.height)
    let good = try #require(try encoder.encode(detector.faces(in: sharp), in: sharp).first)
    let poor = try #require(try encoder.encode(detector.faces(in: blurred), in: blurred).first)
    #expect(poor.quality.sharpness < good.quality.sharpness / 2)
    #expect(poor.quality.overall < good.quality.overall)
  }

  /// Faces are encoded in groups; none may notice.
  @Test func encodesEachFaceForItself() throws {
    let bytes = try readFile(ProjectFiles.samples.appending("faces/bald_guys.jpg"))
    let picture = try Picture(decoding: bytes)
    let faces = try detector.faces(in: picture)
    try #require(faces.count >= 5)
    let together = try encoder.encode(faces, in: picture)
    for (face, encoded) in zip(faces, together) {
      #expect(try encoder.encode([face], in: picture).first?.embedding == encoded.embedding)
    }
  }

  @Test func saysWhichModelIsMissing() {
    #expect(throws: VisionError.self) {
      try FaceEncoder(landmarkWeights: "/nowhere", encoderWeights: "/nowhere")
    }
  }
}
