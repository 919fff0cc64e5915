import Domain

/// All faces of a case, one column an attribute: what clustering and graphs work on.
public struct FaceTable: Sendable {
  /// How many numbers an embedding has.
  public static let dimension = 128

  /// The faces' numbers, rising.
  public internal(set) var ids: [FaceID] = []
  /// The media each face is in.
  public internal(set) var mediaIDs: [MediaID] = []
  /// Milliseconds from the start of a video; `nil` in photos.
  public internal(set) var times: [Int?] = []
  /// Where each face is.
  public internal(set) var boxes: [FaceBox] = []
  /// The detector's scores.
  public internal(set) var scores: [Float] = []
  /// Qualities, 0–1.
  public internal(set) var qualities: [Float] = []
  /// The person each face belongs to; `nil` is nobody.
  public internal(set) var personIDs: [PersonID?] = []
  /// What made each face's embedding.
  public internal(set) var encoders: [EncoderKind] = []
  /// count × 128 numbers, row by row.
  public internal(set) var embeddings: [Float] = []

  /// The rows of faces whose embeddings `encoder` made; only these can be compared.
  public func rows(encodedBy encoder: EncoderKind) -> [Int] {
    encoders.indices.filter { encoders[$0] == encoder }
  }

  /// How many faces there are.
  public var count: Int { ids.count }

  /// The embedding of the face in row `row`.
  public func embedding(_ row: Int) -> ArraySlice<Float> {
    embeddings[row * Self.dimension..<(row + 1) * Self.dimension]
  }
}
