import Domain
import FaceClustering
import FaceVision
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing

/// The same boxes, embeddings and groups as the Python tool's libraries; see
/// `Fixtures/parity/make_parity.py`.
@Suite(.enabled(if: ProjectFiles.areFetched, "`make setup` fetches models and samples"))
struct ParityTests {
  private struct Fixture: Decodable {
    struct Photo: Decodable {
      let path, sha256: String
      let boxes: [[Int]]
    }
    struct Labels: Decodable {
      let eps: Double
      let minSamples: Int
      let labels: [Int32]
      private enum CodingKeys: String, CodingKey {
        case eps, labels
        case minSamples = "min_samples"
      }
    }
    let photos: [Photo]
    let embeddings: String
    let dbscan: [Labels]
  }

  private let fixture: Fixture
  private let embeddings: [Float]

  init() throws {
    let url = try #require(
      Bundle.module.url(
        forResource: "parity", withExtension: "json", subdirectory: "Fixtures/parity"))
    fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    let bytes = try #require(Data(base64Encoded: fixture.embeddings))
    embeddings = bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
  }

  @Test func findsTheSameBoxesAndEncodesThemAlike() throws {
    let models = try ModelLibrary(folder: ProjectFiles.models)
    let detector = try HOGDetector(landmarkWeights: models.path(of: "landmarks"))
    let encoder = try DlibEncoder(
      landmarkWeights: models.path(of: "landmarks"), encoderWeights: models.path(of: "encoder"),
      averagesMirror: false)
    var row = 0
    for photo in fixture.photos {
      let path = ProjectFiles.samples.appending("photos").pushing(FilePath(photo.path))
      let bytes = try readFile(path)
      try #require(ContentHash.of(bytes) == photo.sha256, "\(photo.path) is another picture")
      let picture = try Picture(decoding: bytes)
        .upright(from: PictureMetadata(reading: bytes).orientation)
      let faces = try encoder.encode(detector.faces(in: picture), in: picture)
      #expect(faces.count == photo.boxes.count, "\(photo.path)")
      for box in photo.boxes {
        let peer = FaceBox(top: box[0], right: box[1], bottom: box[2], left: box[3])
        let ours = try #require(
          faces.max { $0.detection.box.overlap(peer) < $1.detection.box.overlap(peer) })
        let found = ours.detection.box
        for (a, b) in [
          (found.top, peer.top), (found.right, peer.right), (found.bottom, peer.bottom),
          (found.left, peer.left),
        ] {
          #expect(abs(a - b) <= 2, "\(photo.path)")
        }
        let theirs = embeddings[row * 128..<(row + 1) * 128]
        let distance = zip(ours.embedding, theirs).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
        #expect(distance.squareRoot() < 0.05, "\(photo.path)")
        row += 1
      }
    }
    #expect(row * 128 == embeddings.count)
  }

  @Test func groupsLikeScikitLearn() throws {
    let matrix = try EmbeddingMatrix(embeddings)
    #expect(fixture.dbscan.count >= 9)
    for expected in fixture.dbscan {
      let ours = try DBSCAN(eps: expected.eps, minSamples: expected.minSamples).cluster(matrix)
      #expect(ours.labels == Clustering(groups: expected.labels.map(Int.init)).labels)
    }
  }
}
