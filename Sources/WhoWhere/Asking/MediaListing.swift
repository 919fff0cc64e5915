import CaseStore
import Domain
import GraphFormats

/// What a case knows about one photo or video.
public struct MediaListing: Sendable {
  private let reader: CaseReader

  /// Reads from `reader`.
  public init(_ reader: CaseReader) { self.reader = reader }

  /// All about one photo or video: what it is, its files, and every face with the person it belongs
  /// to, from left to right.
  public func details(of media: MediaID) throws -> ResultSections {
    ResultSections(try reader.sections(about: media))
  }
}
