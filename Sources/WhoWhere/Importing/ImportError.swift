import CaseStore

/// Why faces could not be imported. Nothing was stored, but where the file changed meanwhile.
public enum ImportError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A line that is no face.
  case line(Int, of: String, Problem)
  /// The file has no line.
  case empty(String)
  /// The file was written to while it was read.
  case changed(String)

  /// What is wrong with a line.
  public enum Problem: Error, Sendable, Equatable, CustomStringConvertible {
    /// No JSON, or of another shape.
    case notJSON(String)
    /// Longer than any face.
    case tooLong
    /// `my_text` is missing or empty.
    case noPath
    /// `my_text` has a character that no path has.
    case badPath
    /// `my_vector` is missing.
    case noVector
    /// `my_vector` has so many numbers.
    case wrongDimension(Int)
    /// `my_vector` holds an infinity or NaN.
    case notFinite
    /// `my_vector` holds a number of a size that no encoder gives.
    case tooLarge
    /// `my_vector` holds only zeros.
    case zero

    init(_ error: DecodingError) {
      switch error {
      case .dataCorrupted(let context), .keyNotFound(_, let context),
        .typeMismatch(_, let context), .valueNotFound(_, let context):
        let place = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
        self = .notJSON(
          (place.isEmpty ? "" : place.joined(separator: ".") + ": ")
            + context.debugDescription.prefix { $0 != "." })
      @unknown default: self = .notJSON("\(error)")
      }
    }

    /// What is wrong.
    public var description: String {
      switch self {
      case .notJSON(let text): "not a face in JSON: \(text)"
      case .tooLong: "more than a megabyte; is there one document a line?"
      case .noPath: "my_text, the path of the photo, is missing"
      case .badPath: "my_text is no path"
      case .noVector: "my_vector is missing"
      case .wrongDimension(let count):
        "my_vector has \(count) numbers; \(FaceTable.dimension) are needed"
      case .notFinite: "my_vector has a number that is not finite"
      case .tooLarge: "my_vector has a number beyond ±1000, which no encoder gives"
      case .zero: "my_vector is all zeros"
      }
    }
  }

  /// What happened, where, and what to do.
  public var description: String {
    switch self {
    case .line(let number, let file, let problem):
      "\(file), line \(number): \(problem). Nothing was imported; correct or remove the line"
    case .empty(let file): "\(file) is empty; it must have one JSON document a line"
    case .changed(let file):
      "\(file) cannot be read twice with the same result; give a file that nobody writes to, no pipe"
    }
  }
}
