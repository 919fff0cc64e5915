import Domain
import Foundation
import GRDB

/// Which new faces of a picture are its old faces, found again.
///
/// A new face follows the old one it overlaps most, by much; each old face is followed once.
/// Where the content is another, as of a photo that was saved anew, places are compared relative to
/// the size of the picture, and the faces must also look alike.
struct FaceReassociation {
  /// A face at its place.
  struct Face {
    var id: FaceID
    var time: Int?
    var box: FaceBox
    var person: PersonID?
    var encoder: EncoderKind
    var embedding: [Float]

    /// What is kept of a face that is gone.
    static let kept =
      "time, top_edge, right_edge, bottom_edge, left_edge, person_id, encoder, embedding"
    /// What `init(_:)` reads.
    static let columns = "id, " + kept

    init(_ row: Row) throws {
      id = row["id"]
      time = row["time"]
      box = FaceBox(row)
      person = row["person_id"]
      encoder = try row.decode(forColumn: "encoder")
      embedding = try row.withUnsafeData(named: "embedding") { Array(floats: $0) }
    }

    init(_ face: NewFace, id: FaceID) {
      self.id = id
      time = face.time
      box = face.box
      encoder = face.encoder
      embedding = face.embedding
    }
  }

  /// Width and height of a picture; zeros where nobody knows.
  struct Size {
    var width, height: Int
  }

  /// For each new face the place of its predecessor among the old.
  let predecessors: [Int?]

  /// Faces of the same content.
  init(of old: [Face], by new: [Face]) {
    predecessors = Self.pairs(old, new) { $0.box.overlap($1.box) }
  }

  /// Faces of another content that took the place of a file.
  init(of old: [Face], in oldSize: Size, by new: [Face], in newSize: Size) {
    let isKnown = oldSize.width > 0 && oldSize.height > 0
    let across = isKnown ? Double(newSize.width) / Double(oldSize.width) : 1
    let down = isKnown ? Double(newSize.height) / Double(oldSize.height) : 1
    predecessors = Self.pairs(old, new) { old, new in
      guard Self.areAlike(old, new) else { return 0 }
      // Imported faces may have no place.
      return old.box.isEmpty ? 1 : old.box.scaled(across: across, down: down).overlap(new.box)
    }
  }

  /// Pairs, largest overlap first; ties by the order of the old faces, then of the new.
  private static func pairs(_ old: [Face], _ new: [Face], _ overlap: (Face, Face) -> Double)
    -> [Int?]
  {
    var candidates: [(overlap: Double, old: Int, new: Int)] = []
    for (i, face) in old.enumerated() {
      for (j, other) in new.enumerated() where face.time == other.time {
        let overlap = overlap(face, other)
        if overlap >= FaceBox.samePlace { candidates.append((overlap, i, j)) }
      }
    }
    candidates.sort { ($1.overlap, $0.old, $0.new) < ($0.overlap, $1.old, $1.new) }
    var predecessors = [Int?](repeating: nil, count: new.count)
    var isFollowed = [Bool](repeating: false, count: old.count)
    for pair in candidates where predecessors[pair.new] == nil && !isFollowed[pair.old] {
      predecessors[pair.new] = pair.old
      isFollowed[pair.old] = true
    }
    return predecessors
  }

  /// Whether two faces at the same place are hardly those of two people: the encoders' own limits.
  /// Faces of two encoders cannot be compared; for them the place must do.
  private static func areAlike(_ a: Face, _ b: Face) -> Bool {
    guard a.encoder == b.encoder else { return true }
    let squared = zip(a.embedding, b.embedding).reduce(0) {
      $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
    }
    return squared.squareRoot() <= a.encoder.usualDistance
  }
}

extension [Float] {
  /// Little-endian 32-bit floats.
  init(floats data: Data?) {
    self = data?.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) } ?? []
  }
}
