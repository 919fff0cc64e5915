import Domain
import Foundation

/// Numbers stand as text or as they are, vectors as little-endian bytes, so that nothing is rounded.
extension NewFace: Codable {
  private enum CodingKeys: String, CodingKey {
    case time, box, measures, encoder, landmarks, embedding
  }

  /// Reads a face.
  ///
  /// - Throws: `DecodingError` for what is none, or has not as many numbers as its encoder gives.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func damaged(_ key: CodingKeys, _ text: String) -> DecodingError {
      .dataCorruptedError(forKey: key, in: values, debugDescription: text)
    }
    let measures = try values.decode([Float].self, forKey: .measures)
    guard measures.count == 5 else { throw damaged(.measures, "a face has five measures") }
    let encoder = try values.decode(EncoderKind.self, forKey: .encoder)
    let landmarks = try values.decode(Data.self, forKey: .landmarks)
    let embedding = try values.decode(Data.self, forKey: .embedding)
    guard embedding.count == 4 * encoder.dimensions else {
      throw damaged(
        .embedding,
        "\(encoder.dimensions) numbers of 4 bytes are needed, there are \(embedding.count) bytes")
    }
    guard landmarks.count % 8 == 0 else { throw damaged(.landmarks, "landmarks are cut short") }
    self.init(
      time: try values.decodeIfPresent(Int.self, forKey: .time),
      box: try values.decode(FaceBox.self, forKey: .box), score: measures[0],
      quality: measures[1], size: measures[2], sharpness: measures[3], pose: measures[4],
      landmarks: Array(floats: landmarks), encoder: encoder, embedding: Array(floats: embedding))
    guard self.embedding.allSatisfy({ $0.isFinite && abs($0) <= 1000 }),
      self.embedding.contains(where: { abs($0) > 1e-12 })
    else { throw damaged(.embedding, "no encoder gives such numbers") }
  }

  /// Writes a face.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encodeIfPresent(time, forKey: .time)
    try values.encode(box, forKey: .box)
    try values.encode([score, quality, size, sharpness, pose], forKey: .measures)
    try values.encode(self.encoder, forKey: .encoder)
    try values.encode(Data(floats: landmarks), forKey: .landmarks)
    try values.encode(Data(floats: embedding), forKey: .embedding)
  }
}
