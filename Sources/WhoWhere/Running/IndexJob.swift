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
  public func run() throws -> Indexer.Report {
    let storage = try SQLiteCase(creatingIn: caseFolder)
    let run = try storage.begin(
      NewRun(
        command: "index", parameters: settings.parameters(paths: paths),
        models: models.hashes(for: settings.detector)))
    let report = try Indexer(into: storage, models: models, settings: settings, progress: progress)
      .index(paths, excluding: [caseFolder])
    try storage.finish(run, counts: report.counts, failures: report.failures)
    return report
  }
}
