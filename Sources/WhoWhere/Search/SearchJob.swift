import CaseStore
import Domain
import FaceVision
import Files
import SystemPackage

/// A search for the faces of photos that need not be in the case. Nothing is stored.
public struct SearchJob {
  /// What was found.
  public struct Report: Sendable {
    /// The search, for tables and sheets.
    public var search: FaceSearch
    /// The matches of each face, or of the mean.
    public var results: [FaceSearch.Result]
    /// The photos that could not be used.
    public var failures: [Failure]
    /// How many media of the case were encoded with the mirror image where the photos were not, or
    /// the other way round: the distances of their faces are too large.
    public var otherwiseEncoded: Int
  }

  private let photos: [FilePath]
  private let storage: SQLiteCase
  private let models: ModelLibrary
  private let settings: IndexSettings

  /// A search of `storage` for the faces of `photos`.
  public init(
    _ photos: [FilePath], in storage: SQLiteCase, models: ModelLibrary,
    settings: IndexSettings
  ) {
    self.photos = photos
    self.storage = storage
    self.models = models
    self.settings = settings
  }

  /// Searches.
  ///
  /// - Parameters:
  ///   - isSamePerson: Whether the photos show one person, whose mean is looked for. Then a photo
  ///     with several faces is a failure: nobody can tell which is meant.
  ///   - limit: The most matches of each face.
  ///   - maxDistance: Faces farther than this are left out.
  /// - Throws: `SearchError` where there is nothing to look for or in; `VisionError` where a model
  ///   is missing.
  public func run(isSamePerson: Bool = false, limit: Int, maxDistance: Double = .infinity) throws
    -> Report
  {
    let search = try FaceSearch(of: CaseSnapshot(of: storage, withEmbeddings: true))
    let found = try PhotoFaces(in: photos, models: models, settings: settings)
    var failures = found.failures
    var faces = found.faces
    if isSamePerson {
      failures += faces.filter { $0.count > 1 }.map { faces in
        Failure(
          path: displayName(faces[0].photo), reason: "several-faces",
          message: "\(faces.count) faces were found; cut out the one that is meant")
      }
      faces.removeAll { $0.count > 1 }
    }
    let queries = faces.flatMap { $0 }
    var results: [FaceSearch.Result] = []
    if isSamePerson, !queries.isEmpty {
      results = [
        try search.result(
          forMeanOf: queries, limit: limit, maxDistance: maxDistance, jobs: settings.jobs)
      ]
    } else {
      results = try search.results(
        for: queries, limit: limit, maxDistance: maxDistance, jobs: settings.jobs)
    }
    return Report(
      search: search, results: results, failures: failures,
      otherwiseEncoded: search.snapshot.media.count { media in
        media.recipe.finding.map { $0.averagesMirror != settings.averagesMirror } ?? false
      })
  }
}
