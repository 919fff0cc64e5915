import CaseStore

/// Why faces could not be imported. Nothing was stored, but where the file changed meanwhile.
public enum ImportError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A line that is no face.
  case line(Int, of: String, Problem)
  /// The file has no line.
  case empty(String)
  /// The file was written to while it was read.
  case changed(String)
  /// A folder that somebody still writes to.
  case unfinished(String)
  /// Two documents tell different things of one file.
  case conflict(of: String, Place, Place)
  /// Parts of a video that are not there, from so many milliseconds on.
  case missingPart(of: String, from: Int)
  /// The parts of a video are of different contents.
  case changedBetweenParts(of: String)
  /// The case holds photos or videos whose faces were found otherwise.
  case otherRecipeInCase(found: String, known: String)

  /// Where a line is.
  public struct Place: Sendable, Equatable, CustomStringConvertible {
    /// The file, as shown.
    public var file: String
    /// The line, counted from 1.
    public var line: Int
    /// The place in words.
    public var description: String { "\(file), line \(line)" }
  }

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
    /// No document of `wwww encode`.
    case notDocument(String)
    /// A value that is missing, as Spark writes it.
    case null
    /// Found otherwise than the documents before.
    case otherRecipe(found: String, expected: String)
    /// Computed otherwise than the documents before.
    case otherKernels(found: String, expected: String)

    init(_ error: DecodingError) {
      self = .notJSON(error.shortText)
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
      case .notDocument(let text):
        "not a document of `wwww encode`, or one that is cut short: \(text)"
      case .null:
        "NULL instead of a document; Spark writes that where a filter's columns are not declared as "
          + "ROW FORMAT DELIMITED"
      case .otherRecipe(let found, let expected):
        "the faces were found by \"\(found)\", those before by \"\(expected)\""
      case .otherKernels(let found, let expected):
        "the machine that wrote this computes other last digits (\(found)) than the one before "
          + "(\(expected)); encode with one build on all machines"
      }
    }
  }

  /// What happened, where, and what to do.
  public var description: String {
    switch self {
    case .line(let number, let file, let problem):
      "\(file), line \(number): \(problem). Nothing was imported; correct or remove the line"
    case .empty(let file): "\(file) is empty; it must have one JSON document a line"
    case .unfinished(let folder):
      "\(folder) is still being written (it has a folder _temporary), or its writer was killed; "
        + "nothing was imported"
    case .conflict(let path, let first, let second):
      "\(path): two documents say different things (\(first); \(second)): did the file change "
        + "meanwhile? Nothing was imported; encode it again and remove the wrong line"
    case .missingPart(let path, let from):
      "\(path): the part of the video from \(from) ms on is missing; nothing was imported"
    case .changedBetweenParts(let path):
      "\(path): the parts are of different contents, for the file changed meanwhile; nothing was "
        + "imported: encode it again"
    case .otherRecipeInCase(let found, let known):
      "the documents' faces were found by \"\(found)\", those of the case by \"\(known)\"; import them "
        + "into another case, or encode with the same settings"
    case .changed(let file):
      "\(file) cannot be read twice with the same result; give a file that nobody writes to, no pipe"
    }
  }
}
