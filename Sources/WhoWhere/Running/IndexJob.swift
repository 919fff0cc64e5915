import CaseStore
import FaceVision
import SystemPackage

/// Indexing as a run of its own.
public struct IndexJob {
  private let paths: [FilePath]
  private let caseFolder: FilePath
  private let models: ModelLibrary
  private let settings: IndexSettings
  private let progress: any ProgressReporter

  /// A job on the media that `paths` lead to, into the case in `caseFolder`.
  public init(
    _ paths: [FilePath], caseFolder: FilePath, models: ModelLibrary, settings: IndexSettings,
    progress: any ProgressReporter
  ) {
    self.paths = paths
    self.caseFolder = caseFolder
    self.models = models
    self.settings = settings
    self.progress = progress
  }

  /// Indexes, and records the run.
  ///
  /// - Throws: `NothingIndexed`; an error that left nothing to go on with. Trouble with single files is
  ///   in the report.
  public func run() throws -> Indexer.Report {
    // Before the case's folder is made: without models nothing can be done.
    let readers = try FaceReaders(models, settings)
    let storage = try SQLiteCase(creatingIn: caseFolder)
    return try storage.recording(
      NewRun(
        command: "index", parameters: settings.parameters(paths: paths),
        models: models.hashes(for: settings))
    ) { _ in
      let report = try Indexer(
        into: storage, readers: readers, progress: progress
      ).index(paths, excluding: [caseFolder])
      if report.isEmpty { throw NothingIndexed(report: report) }
      return (report, report.counts, report.failures)
    }
  }
}
