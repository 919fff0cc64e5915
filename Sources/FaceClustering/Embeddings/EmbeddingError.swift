import Foundation

/// Why numbers were refused as face embeddings.
public enum EmbeddingError: Error, Equatable, Sendable {
  /// The block of numbers is not a whole number of rows; it holds this many numbers.
  case wrongSize(Int)
  /// A row has this many numbers in place of 128.
  case wrongDimension(row: Int, dimension: Int)
  /// A row holds NaN or an infinity at this position.
  case notFinite(row: Int, position: Int)
  /// A row holds only zeros.
  case zero(row: Int)
}

extension EmbeddingError: LocalizedError {
  /// What is wrong, where, and what to do.
  public var errorDescription: String? {
    switch self {
    case .wrongSize(let count):
      "\(count) numbers are no whole number of embeddings: each face needs exactly 128."
    case .wrongDimension(let row, let dimension):
      "The embedding of face \(row) has \(dimension) numbers; 128 are needed. "
        + "Encode the face with the encoder of this case."
    case .notFinite(let row, let position):
      "The embedding of face \(row) is not finite at position \(position). Encode the face again."
    case .zero(let row):
      "The embedding of face \(row) is all zeros. Encode the face again."
    }
  }
}
