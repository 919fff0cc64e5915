import Domain
import FaceVision
import Files
import TestSupport
import Testing

@Suite(.enabled(if: ProjectFiles.areFetched, "`make setup` fetches models and samples"))
struct FaceEncoderTests {
  private let detector: YuNetDetector
  private let encoders: [EncoderKind: any FaceEncoder]

  init() throws {
    let models = try ModelLibrary(folder: ProjectFiles.models)
    detector = YuNetDetector(try YuNetNetwork(weights: models.path(of: "yunet")))
    encoders = [
      .dlib: try DlibEncoder(
        landmarkWeights: models.path(of: "landmarks"), encoderWeights: models.path(of: "encoder")),
      .sface: SFaceEncoder(try SFaceNetwork(weights: models.path(of: "sface"))),
    ]
  }

  private func faces(_ name: String, _ kind: EncoderKind) throws -> [EncodedFace] {
    let bytes = try readFile(ProjectFiles.samples.appending("presidents").appending(name))
    let picture = try Picture(decoding: bytes)
    return try encoder(kind).encode(detector.faces(in: picture), in: picture)
  }

  private func encoder(_ kind: EncoderKind) throws -> any FaceEncoder {
    try #require(encoders[kind])
  }

  private func distance(_ a: EncodedFace, _ b: EncodedFace) -> Float {
    zip(a.embedding, b.embedding).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
  }

  @Test(arguments: EncoderKind.allCases)
  func tellsPeopleApart(kind: EncoderKind) throws {
    let obama = try #require(try faces("obama.jpg", kind).first)
    let again = try #require(try faces("obama2.jpg", kind).first)
    let biden = try #require(try faces("biden.jpg", kind).first)
    #expect(distance(obama, again) < 0.85 * kind.usualDistance)
    #expect(distance(obama, biden) > 1.15 * kind.usualDistance)
    #expect(obama.embedding.count == kind.dimensions)
  }

  @Test(arguments: EncoderKind.allCases)
  func describesTheFace(kind: EncoderKind) throws {
    let face = try #require(try faces("obama.jpg", kind).first)
    let box = face.detection.box
    #expect(
      face.detection.landmarks.points.allSatisfy {
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
  @Test(arguments: EncoderKind.allCases)
  func ratesPoorFacesLower(kind: EncoderKind) throws {
    let encoder = try encoder(kind)
    let bytes = try readFile(ProjectFiles.samples.appending("presidents/obama.jpg"))
    let sharp = try Picture(decoding: bytes)
    let small = try sharp.resized(width: sharp.width / 6, height: sharp.height / 6)
    let blurred = try small.resized(width: sharp.width, height: sharp.height)
    let good = try #require(try encoder.encode(detector.faces(in: sharp), in: sharp).first)
    let poor = try #require(try encoder.encode(detector.faces(in: blurred), in: blurred).first)
    #expect(poor.quality.sharpness < good.quality.sharpness)
    #expect(poor.quality.overall < good.quality.overall)
  }

  /// Faces are encoded in groups; none may notice.
  @Test(arguments: EncoderKind.allCases)
  func encodesEachFaceForItself(kind: EncoderKind) throws {
    let encoder = try encoder(kind)
    let bytes = try readFile(ProjectFiles.samples.appending("faces/bald_guys.jpg"))
    let picture = try Picture(decoding: bytes)
    let faces = try detector.faces(in: picture)
    try #require(faces.count >= 5)
    let together = try encoder.encode(faces, in: picture)
    for (face, encoded) in zip(faces, together) {
      #expect(try encoder.encode([face], in: picture).first?.embedding == encoded.embedding)
    }
  }

  /// Faces that HOG found have other landmarks; aligned by these they are still the same person.
  @Test func alignsByEitherDetectorsLandmarks() throws {
    let models = try ModelLibrary(folder: ProjectFiles.models)
    let hog = try HOGDetector(landmarkWeights: models.path(of: "landmarks"))
    let picture = try Picture(
      decoding: readFile(ProjectFiles.samples.appending("presidents/obama.jpg")))
    let encoder = try encoder(.sface)
    let one = try #require(try encoder.encode(detector.faces(in: picture), in: picture).first)
    let other = try #require(try encoder.encode(hog.faces(in: picture), in: picture).first)
    #expect(distance(one, other) < 0.5)
  }

  @Test func saysWhichModelIsMissing() {
    #expect(throws: VisionError.self) {
      try DlibEncoder(landmarkWeights: "/nowhere", encoderWeights: "/nowhere")
    }
    #expect(throws: VisionError.self) { try SFaceNetwork(weights: "/nowhere") }
    #expect(throws: VisionError.self) { try YuNetNetwork(weights: "/nowhere") }
    let manifest = ProjectFiles.models.appending("manifest.json").string
    #expect(throws: VisionError.self) { try SFaceNetwork(weights: manifest) }
    #expect(throws: VisionError.self) {
      try YuNetNetwork(
        weights: ModelLibrary(folder: ProjectFiles.models).path(of: "sface"))
    }
  }
}
