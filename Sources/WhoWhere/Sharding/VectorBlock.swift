import FaceClustering
import Files
import Foundation
import SystemPackage

/// Vectors of successive faces as a file.
///
/// | bytes | what |
/// |---|---|
/// | 8 | `wwwwvec1` |
/// | 8 | how many vectors, as all numbers little-endian |
/// | 4 | how many numbers a vector has |
/// | 4 | how many bytes the recipe has |
/// | 8 | the place of the first face among all |
/// | … | the recipe, filled up with blanks so that the vectors start at a multiple of 64 |
/// | … | the vectors, one after the other, 32-bit floating-point numbers |
struct VectorBlock: Sendable {
  var recipe: String
  var first: Int
  var embeddings: EmbeddingMatrix

  private static let magic = Array("wwwwvec1".utf8)
  private static let headerSize = 32

  /// Writes vectors.
  static func write(
    _ values: ArraySlice<Float>, first: Int, recipe: String, to sink: some ByteSink
  ) throws {
    let filled = (headerSize + recipe.utf8.count + 63) / 64 * 64 - headerSize
    var header = magic
    func append(_ number: some FixedWidthInteger) {
      withUnsafeBytes(of: number.littleEndian) { header.append(contentsOf: $0) }
    }
    append(UInt64(values.count / EmbeddingMatrix.dimensions))
    append(UInt32(EmbeddingMatrix.dimensions))
    append(UInt32(filled))
    append(UInt64(first))
    header += Array(recipe.utf8) + [UInt8](repeating: 0x20, count: filled - recipe.utf8.count)
    try sink.write(header)
    try values.withUnsafeBytes { try sink.write($0) }
  }

  /// Reads the file at `path`.
  ///
  /// - Throws: `FileError` where it cannot be read; `ShardError.damaged`.
  init(_ path: FilePath) throws {
    let bytes = try readFile(path)
    func damaged(_ text: String) -> ShardError { .damaged(displayName(path), text) }
    guard bytes.count >= Self.headerSize, bytes.starts(with: Self.magic) else {
      throw damaged("this is no block of vectors")
    }
    let numbers = bytes.withUnsafeBytes { bytes in
      (
        count: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
        dimension: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self)),
        recipe: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 20, as: UInt32.self)),
        first: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
      )
    }
    guard numbers.dimension == UInt32(EmbeddingMatrix.dimensions) else {
      throw damaged("its vectors have \(numbers.dimension) numbers")
    }
    let start = Self.headerSize + Int(numbers.recipe)
    let size = Int(EmbeddingMatrix.dimensions) * 4
    guard numbers.count < UInt64(Int32.max), numbers.first < UInt64(Int32.max),
      numbers.recipe < 1 << 16, bytes.count == start + Int(numbers.count) * size
    else { throw damaged("it is cut short, or longer than its header says") }
    recipe = String(decoding: bytes[Self.headerSize..<start], as: UTF8.self)
      .trimmingCharacters(in: .whitespaces)
    first = Int(numbers.first)
    do {
      embeddings = try EmbeddingMatrix(
        [Float](unsafeUninitializedCapacity: Int(numbers.count) * EmbeddingMatrix.dimensions) {
          values, filled in
          bytes.withUnsafeBytes { bytes in
            UnsafeMutableRawBufferPointer(values).copyMemory(
              from: UnsafeRawBufferPointer(rebasing: bytes[start...]))
          }
          filled = Int(numbers.count) * EmbeddingMatrix.dimensions
        })
    } catch { throw damaged("\(error)") }
  }
}

/// Why blocks of vectors cannot be compared, or pairs not be taken in.
public enum ShardError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There are no faces to compare.
  case noFaces
  /// A file that is none, or is cut short.
  case damaged(String, String)
  /// Blocks that do not belong together.
  case otherRecipe(String, found: String, expected: String)
  /// A line of the input that names no pair of blocks.
  case notAPair(line: Int, String)
  /// Another radius than that of the blocks.
  case otherRadius(Double, own: Double)
  /// A line of pairs that is none.
  case line(Int, of: String, String)
  /// A file ends within a block.
  case unfinished(String)
  /// A block that is there more than once.
  case doubled(Int, Int, String, String)
  /// Blocks that are missing.
  case missing([String])
  /// The faces of the case are others by now.
  case otherFaces(found: String, expected: String)

  /// What happened, and what to do.
  public var description: String {
    switch self {
    case .noFaces:
      "the case has no faces that could be compared; `wwww import` or `wwww index` bring some"
    case .damaged(let file, let text): "\(file): \(text); write the blocks again with `wwww shards`"
    case .otherRecipe(let file, let found, let expected):
      "\(file) is of \"\(found)\", not of \"\(expected)\": blocks of two calls of `wwww shards` do not "
        + "belong together"
    case .notAPair(let line, let text):
      "line \(line) of the input names no pair of blocks: \(text)"
    case .otherRadius(let radius, let own):
      "the blocks were written for the radius \(own), not \(radius)"
    case .line(let number, let file, let text):
      "\(file), line \(number): \(text). Nothing was imported"
    case .unfinished(let file):
      "\(file) ends within a block: its writer was stopped. Nothing was imported; compare its blocks again"
    case .doubled(let a, let b, let first, let second):
      "the blocks \(a) and \(b) were compared twice (\(first), \(second)). Nothing was imported; "
        + "remove one of both"
    case .missing(let blocks):
      "\(blocks.count) pairs of blocks were not compared: "
        + blocks.prefix(10).joined(separator: ", ") + (blocks.count > 10 ? ", …" : "")
        + ". Nothing was imported; compare them with `wwww near-pairs`"
    case .otherFaces(let found, let expected):
      "the pairs are of \"\(found)\", the case has \"\(expected)\": it changed since `wwww shards`, or is "
        + "another. Nothing was imported"
    }
  }
}
