import CaseStore
import Domain
import Files
import Foundation
import SystemPackage

/// What `wwww encode` writes of a file, and `wwww import` reads: all that a case stores of it.
public struct EncodedDocument: Sendable, Codable {
  /// The file's path.
  public var path: Data
  /// The folder that it was found in.
  public var root: Data?
  /// The part of a video that was asked for.
  public var from, to: Int?
  /// Bytes.
  public var size: Int
  /// When the file last changed, in nanoseconds since 1970.
  public var modified: Int64
  /// How faces were to be found; `nil` where the content tells.
  var recipe: Recipe?
  /// The fingerprint of the arithmetic; see `FaceReaders.kernels()`.
  public var kernels: String
  /// What the file holds: one of these.
  var photo: IndexedMedia?
  var video: [VideoPart]?
  var passedOver: String?
  var failure: Trouble?

  /// Why a file could not be used.
  struct Trouble: Sendable, Codable, Equatable {
    /// How far one came; failures are reported in this order.
    enum Stage: Int, Sendable, Codable { case listing, photo, video }
    var stage: Stage
    var reason, message: String
  }

  enum CodingKeys: String, CodingKey {
    case path = "path_base64"
    case root = "root_base64"
    case from = "from_ms"
    case to = "to_ms"
    case passedOver = "passed_over"
    case size, modified, recipe, kernels, photo, video, failure
  }

  /// A document of nothing yet about what `request` asks for.
  init(_ request: EncodingRequest, stamp: FileStamp?, kernels: String) {
    path = request.path
    root = request.root
    size = stamp?.size ?? 0
    modified = stamp?.modified ?? 0
    self.kernels = kernels
  }

  /// Reads a line of JSON.
  ///
  /// - Throws: `ImportError.Problem`.
  init(line: Data) throws {
    do {
      self = try JSONDecoder().decode(EncodedDocument.self, from: line)
    } catch let error as DecodingError {
      // What Hive and Spark write for a value that is missing.
      let text = String(decoding: line.prefix(8), as: UTF8.self)
      if text.hasPrefix("\\N") || text == "NULL" || text == "null" {
        throw ImportError.Problem.null
      }
      throw ImportError.Problem.notDocument(error.shortText)
    }
    func refuse(_ text: String) -> ImportError.Problem { .notDocument(text) }
    guard !path.isEmpty, path.first == UInt8(ascii: "/"), !path.contains(0),
      root.map({ $0.first == UInt8(ascii: "/") && !$0.contains(0) }) ?? true
    else { throw refuse("path_base64 and root_base64 must be absolute paths") }
    let contents = [photo != nil, video != nil, passedOver != nil, failure != nil].count { $0 }
    guard contents == 1 else {
      throw refuse("one of photo, video, passed_over and failure is needed")
    }
    guard finding != nil else { throw refuse("the recipe is missing") }
    if let photo {
      guard photo.media.kind == .photo, photo.media.recipe.finding?.encoder != nil,
        photo.faces.allSatisfy({ $0.encoder == photo.media.recipe.finding?.encoder })
      else { throw refuse("photo: not of the encoder that its recipe names") }
    }
    if let video {
      guard !video.isEmpty, video[0].from == from ?? 0,
        zip(video, video.dropFirst()).allSatisfy({
          $0.from + VideoPart.length == $1.from && !$0.isLast
        }), video.last!.isLast || to == video.last!.from + VideoPart.length
      else { throw refuse("video: parts are missing") }
      guard
        video.allSatisfy({ part in
          part.media.kind == .video
            && part.samples.allSatisfy { sample in
              sample.faces.allSatisfy { $0.encoder == part.media.recipe.finding?.encoder }
            }
        })
      else { throw refuse("video: not of the encoder that its recipe names") }
    }
    if let hash = photo?.media.sha256 ?? (from ?? 0 == 0 ? video?[0].media.sha256 : nil) {
      guard hash.utf8.count == 64, hash.allSatisfy(\.isHexDigit) else {
        throw refuse("sha256: 64 hexadecimal digits are needed")
      }
    }
  }

  /// The line of JSON, with the line break.
  func line() throws -> [UInt8] { try jsonLine(of: self) }

  /// How faces were found, whatever the frames that were looked at.
  var finding: Recipe.Finding? {
    var finding = (recipe ?? photo?.media.recipe ?? video?.first?.media.recipe)?.finding
    finding?.sampling = nil
    return finding
  }

  /// When the document counts: photos and what is no media first, then videos.
  var stage: Trouble.Stage { video != nil ? .video : failure?.stage ?? .photo }
}
