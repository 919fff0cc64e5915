import CaseStore
import FaceClustering
import Files

/// What blocks of vectors are blocks of. Blocks and pairs of different recipes are never put together.
///
/// As text: `sface, normalized, quality 0.2; radius 0.81; faces 102345 3f2a6b91c0de; block 100000`.
struct ShardRecipe: Sendable, Equatable, LosslessStringConvertible {
  /// How faces are compared; see `FaceComparison`.
  var kind: String
  /// The largest distance of a pair.
  var radius: Double
  /// How many faces there are.
  var faces: Int
  /// A fingerprint of the faces and their vectors.
  var fingerprint: String
  /// How many faces a block has, but for the last.
  var blockSize: Int

  /// How many blocks there are.
  var blockCount: Int { (faces + blockSize - 1) / blockSize }

  /// The faces of a block, by their places among all.
  func rows(of block: Int) -> Range<Int> {
    block * blockSize..<min(faces, (block + 1) * blockSize)
  }

  /// A recipe with these values.
  init(kind: String, radius: Double, faces: Int, fingerprint: String, blockSize: Int) {
    self.kind = kind
    self.radius = radius
    self.faces = faces
    self.fingerprint = fingerprint
    self.blockSize = blockSize
  }

  /// The recipe of what `comparison` compares.
  init(_ comparison: FaceComparison, blockSize: Int) {
    let hash = ContentHash()
    for row in comparison.rows {
      withUnsafeBytes(of: comparison.ids[row].rawValue.littleEndian) { hash.update($0) }
      comparison.embeddings[row].withUnsafeBytes { hash.update($0) }
    }
    self.init(
      kind: comparison.kind, radius: comparison.radii.upperBound, faces: comparison.rows.count,
      fingerprint: String(hash.finish().prefix(12)), blockSize: blockSize)
  }

  /// The recipe as text.
  var description: String {
    "\(kind); radius \(radius); faces \(faces) \(fingerprint); block \(blockSize)"
  }

  /// The recipe that `description` writes; `nil` where it is none.
  init?(_ description: String) {
    let parts = description.split(separator: "; ").map { String($0) }
    guard parts.count == 4, parts[1].hasPrefix("radius "), parts[2].hasPrefix("faces "),
      parts[3].hasPrefix("block "), let radius = Double(parts[1].dropFirst(7)),
      let blockSize = Int(parts[3].dropFirst(6)), blockSize > 0
    else { return nil }
    let faces = parts[2].dropFirst(6).split(separator: " ")
    guard faces.count == 2, let count = Int(faces[0]), count >= 0, count < Int(Int32.max) else {
      return nil
    }
    self.init(
      kind: parts[0], radius: radius, faces: count, fingerprint: String(faces[1]),
      blockSize: blockSize)
  }
}
