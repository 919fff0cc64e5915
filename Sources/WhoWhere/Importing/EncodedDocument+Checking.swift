import CaseStore
import Domain
import Foundation

extension EncodedDocument {
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
}
