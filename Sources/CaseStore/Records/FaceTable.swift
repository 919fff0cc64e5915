import Domain
import GRDB

/// All faces of a case, one column an attribute: what clustering and graphs work on.
public struct FaceTable: Sendable {
  /// How many numbers an embedding has.
  public static let dimension = 128

  /// The faces' numbers, rising.
  public internal(set) var ids: [FaceID] = []
  /// The media each face is in.
  public internal(set) var mediaIDs: [MediaID] = []
  /// Milliseconds from the start of a video; `nil` in photos. Below 0 are frames whose moments are not
  /// known: see `FrameName.number(ofUnknownMoment:)`.
  public internal(set) var times: [Int?] = []
  /// Where each face is.
  public internal(set) var boxes: [FaceBox] = []
  /// The detector's scores.
  public internal(set) var scores: [Float] = []
  /// Qualities, 0–1.
  public internal(set) var qualities: [Float] = []
  /// How much of each face can be seen, 0–1: the geometric mean of the qualities of size and sharpness.
  public internal(set) var details: [Float] = []
  /// The person each face belongs to; `nil` is nobody.
  public internal(set) var personIDs: [PersonID?] = []
  /// The track of its video that each face belongs to, counted from 0; `nil` in photos, and where
  /// tracks are not known yet.
  public internal(set) var tracks: [Int?] = []
  /// What made each face's embedding.
  public internal(set) var encoders: [EncoderKind] = []
  /// count × 128 numbers, row by row; empty where they were not asked for.
  public internal(set) var embeddings: [Float] = []
  /// How probable it is that each face is its person's; `nil` where it is not known.
  public internal(set) var confidences: [Double?] = []

  /// The rows of faces whose embeddings `encoder` made; only these can be compared.
  public func rows(encodedBy encoder: EncoderKind) -> [Int] {
    encoders.indices.filter { encoders[$0] == encoder }
  }

  /// The moment of the face in row `row`, in milliseconds; `nil` in photos, and where it is not known.
  public func milliseconds(_ row: Int) -> Int? { times[row].flatMap { $0 >= 0 ? $0 : nil } }

  /// How many faces there are.
  public var count: Int { ids.count }

  /// The embedding of the face in row `row`.
  public func embedding(_ row: Int) -> ArraySlice<Float> {
    embeddings[row * Self.dimension..<(row + 1) * Self.dimension]
  }
}

extension FaceTable {
  /// The faces as they are once a drawn one is there, as the last; without embeddings.
  public func adding(_ drawn: DrawnFace?) -> FaceTable {
    guard let drawn else { return self }
    var table = self
    table.ids.append(FaceID(.max))
    table.mediaIDs.append(drawn.media)
    table.times.append(drawn.face.time)
    table.boxes.append(drawn.face.box)
    table.scores.append(drawn.face.score)
    table.qualities.append(drawn.face.quality)
    table.personIDs.append(nil)
    table.encoders.append(drawn.face.encoder)
    return table
  }

  mutating func reserveCapacity(_ count: Int, withEmbeddings: Bool) {
    ids.reserveCapacity(count)
    mediaIDs.reserveCapacity(count)
    times.reserveCapacity(count)
    boxes.reserveCapacity(count)
    scores.reserveCapacity(count)
    qualities.reserveCapacity(count)
    details.reserveCapacity(count)
    personIDs.reserveCapacity(count)
    tracks.reserveCapacity(count)
    encoders.reserveCapacity(count)
    if withEmbeddings { embeddings.reserveCapacity(count * Self.dimension) }
  }

  /// What `append` reads.
  static let columns = """
    id, media_id, time, top_edge, right_edge, bottom_edge, left_edge, score, quality, size_quality,
    sharpness_quality, person_id, encoder, track
    """

  mutating func append(_ row: Row) throws {
    ids.append(row["id"])
    mediaIDs.append(row["media_id"])
    times.append(row["time"])
    boxes.append(FaceBox(row))
    scores.append(row["score"])
    qualities.append(row["quality"])
    let (size, sharpness): (Float, Float) = (row["size_quality"], row["sharpness_quality"])
    details.append((size * sharpness).squareRoot())
    personIDs.append(row["person_id"])
    tracks.append(row["track"])
    encoders.append(try row.decode(forColumn: "encoder"))
  }

  mutating func appendEmbedding(of row: Row) throws {
    try row.withUnsafeData(named: "embedding") { data in
      guard let data, data.count == Self.dimension * 4 else {
        throw DatabaseError(message: "face \(ids[ids.count - 1]) has a damaged embedding")
      }
      data.withUnsafeBytes { embeddings.append(contentsOf: $0.assumingMemoryBound(to: Float.self)) }
    }
  }
}
