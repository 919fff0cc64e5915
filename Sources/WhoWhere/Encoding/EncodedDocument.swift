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
