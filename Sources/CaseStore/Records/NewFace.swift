import Domain
import Foundation
import GRDB

/// A face before it has a number in the case.
public struct NewFace: Sendable, Equatable {
  /// Milliseconds from the start of a video; `nil` in a photo.
  public var time: Int?
  /// Where it is.
  public var box: FaceBox
  /// The detector's score.
  public var score: Float
  /// 0–1; see the parts.
  public var quality: Float
  /// The parts of the quality, each 0–1.
  public var size, sharpness, pose: Float
  /// x and y of the landmarks, in turn.
  public var landmarks: [Float]
  /// What made the embedding.
  public var encoder: EncoderKind
  /// The encoder's numbers.
  public var embedding: [Float]
  /// Whether somebody drew the box, where the detector found no face.
  public var isDrawn = false

  /// A face with these values.
  public init(
    time: Int? = nil, box: FaceBox, score: Float, quality: Float, size: Float, sharpness: Float,
    pose: Float, landmarks: [Float], encoder: EncoderKind, embedding: [Float]
  ) {
    self.time = time
    self.box = box
    self.score = score
    self.quality = quality
    self.size = size
    self.sharpness = sharpness
    self.pose = pose
    self.landmarks = landmarks
    self.encoder = encoder
    self.embedding = embedding
  }
}

/// A face as a row of its table.
struct FaceRecord: PersistableRecord {
  static let databaseTableName = "face_detection"

  let face: NewFace
  let media: MediaID
  let person: PersonID?

  func encode(to container: inout PersistenceContainer) {
    container["media_id"] = media
    container["person_id"] = person
    container["time"] = face.time
    container["top_edge"] = face.box.top
    container["right_edge"] = face.box.right
    container["bottom_edge"] = face.box.bottom
    container["left_edge"] = face.box.left
    container["score"] = face.score
    container["quality"] = face.quality
    container["size_quality"] = face.size
    container["sharpness_quality"] = face.sharpness
    container["pose_quality"] = face.pose
    container["landmarks"] = Data(floats: face.landmarks)
    container["encoder"] = face.encoder
    container["embedding"] = Data(floats: face.embedding)
    container["is_drawn"] = face.isDrawn
  }
}
