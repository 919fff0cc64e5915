import Files
import Foundation
import SystemPackage

/// A line of what `wwww encode` is told to do: a file, or a part of a video.
///
/// ```json
/// {"path_base64":"L3Bob3Rvcy9hLm1wNA==","from_ms":0,"to_ms":600000}
/// ```
///
/// Paths are bytes and need not be text, so they are written in base64 (RFC 4648). `recipe` and
/// `kernels`, where they are given, tell how faces are to be found and what the arithmetic must give: a
/// machine that would find or compute them otherwise refuses.
public struct EncodingRequest: Sendable, Equatable, Codable {
  /// The file's path.
  public var path: Data
  /// The folder that it was found in, under which its path is shown.
  public var root: Data?
  /// Milliseconds of a video from which on, and before which, frames are searched: multiples of ten
  /// minutes. `nil`: from the start, to the end.
  public var from, to: Int?
  /// What stood in the way of seeing the file when files were listed.
  public var problem: String?
  /// How faces are to be found.
  public var recipe: String?
  /// The fingerprint of the arithmetic; see `FaceReaders.kernels()`.
  public var kernels: String?

  enum CodingKeys: String, CodingKey {
    case path = "path_base64"
    case root = "root_base64"
    case from = "from_ms"
    case to = "to_ms"
    case problem, recipe, kernels
  }

  /// A request for a whole file.
  public init(_ path: FilePath, root: FilePath? = nil) {
    self.path = Data(path.bytes)
    self.root = root.map { Data($0.bytes) }
  }

  /// Reads a line of JSON.
  ///
  /// - Throws: `EncodingError.line`.
  init(line: Data, number: Int) throws {
    do {
      self = try JSONDecoder().decode(EncodingRequest.self, from: line)
    } catch let error as DecodingError {
      throw EncodingError.line(number, error.shortText)
    }
    func refuse(_ text: String) -> EncodingError { .line(number, text) }
    guard !path.isEmpty, !path.contains(0) else { throw refuse("path_base64 is no path") }
    guard let from else {
      guard to == nil else { throw refuse("to_ms needs from_ms") }
      return
    }
    guard from >= 0, from % VideoPart.length == 0,
      to.map({ $0 > from && $0 % VideoPart.length == 0 }) ?? true
    else {
      throw refuse(
        "from_ms and to_ms must be multiples of \(VideoPart.length), the one before the other")
    }
  }

  /// The line of JSON, with the line break.
  public func line() throws -> [UInt8] { try jsonLine(of: self) }
}

/// Why encoding cannot go on: no trouble with a file, but with the machine or with what it was told.
public enum EncodingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A line of the input that is no request.
  case line(Int, String)
  /// Faces are to be found otherwise than this machine would.
  case otherRecipe(wanted: String, own: String)
  /// This machine computes other numbers.
  case otherKernels(wanted: String, own: String)

  /// What happened, and what to do.
  public var description: String {
    switch self {
    case .line(let number, let text):
      "line \(number) of the list is no request: \(text)"
    case .otherRecipe(let wanted, let own):
      "the list asks for \"\(wanted)\", but this program, its settings and models are \"\(own)\"; "
        + "give every machine the same"
    case .otherKernels(let wanted, let own):
      "this machine computes other last digits (\(own)) than the one that made the list (\(wanted)); "
        + "give every machine the same build and libraries, and set OPENBLAS_CORETYPE alike"
    }
  }
}
