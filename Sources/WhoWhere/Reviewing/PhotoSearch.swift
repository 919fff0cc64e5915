import CaseStore
import Domain
import FaceVision
import Files
import SystemPackage

/// A search by a photo that is no file: what a page hands over. The photo is kept only while it is
/// looked at.
public struct PhotoSearch: Sendable {
  /// A face of the photo and its nearest faces in the case.
  public struct Found: Sendable {
    /// Where the face is, in pixels of the upright photo.
    public var box: FaceBox
    /// The nearest faces, as `wwww search` lists them, with the number of the media.
    public var matches: ResultTable
  }

  private let folder: FilePath
  private let models: ModelLibrary

  /// A search of the case in `folder`.
  public init(of folder: FilePath, models: ModelLibrary) {
    self.folder = folder
    self.models = models
  }

  /// The faces of `photo`, each with at most `limit` matches.
  ///
  /// - Throws: `SearchError` where nobody is on the photo or in the case, the reason why the photo
  ///   cannot be read.
  public func faces(of photo: [UInt8], limit: Int) throws -> [Found] {
    let temporary = try TemporaryDirectory()
    defer { withExtendedLifetime(temporary) {} }
    let file = try temporary.write(photo, to: "photo")
    let storage = try SQLiteCase(reading: folder)
    let report = try SearchJob(
      [file], in: storage, models: models, settings: IndexSettings(encoder: storage.encoder())
    ).run(limit: limit)
    if report.results.isEmpty {
      if let failure = report.failures.first, failure.reason != "no-face" { throw failure }
      throw SearchError.noFace
    }
    return report.results.map { result in
      Found(box: result.query[0].box, matches: report.search.pageTable(of: result))
    }
  }
}

extension FaceSearch {
  fileprivate func pageTable(of result: Result) -> ResultTable {
    var table = ResultTable(columns: [
      "face", "media", "path", "date", "time", "person", "name", "distance",
    ])
    for match in result.matches {
      let media = snapshot.faceMedia[match.face]
      let person = snapshot.faces.personIDs[match.face]
      table.append([
        .integer(snapshot.faces.ids[match.face].rawValue),
        .integer(snapshot.media[media].id.rawValue),
        .text(snapshot.path(of: media)), .init(snapshot.media[media].date),
        .init(snapshot.faces.milliseconds(match.face)), .init(person?.rawValue),
        .init(snapshot.persons.first { $0.id == person }?.shownName), .number(match.distance),
      ])
    }
    return table
  }
}

extension Failure: Error, CustomStringConvertible {
  /// What happened.
  public var description: String { message }
}
