import CaseStore

/// Clustering as a run of its own.
public struct ClusterJob {
  private let storage: SQLiteCase
  private let settings: ClusterSettings
  private let progress: any ProgressReporter

  /// A job on the faces of `storage`.
  public init(
    on storage: SQLiteCase, settings: ClusterSettings, progress: any ProgressReporter
  ) {
    self.storage = storage
    self.settings = settings
    self.progress = progress
  }

  /// Clusters, and records the run.
  public func run() throws -> PersonFinder.Report {
    try storage.recording(
      NewRun(command: "cluster", parameters: settings.parameters, models: [:])
    ) { run in
      let report = try PersonFinder(in: storage, settings: settings, progress: progress)
        .findPersons(run: run)
      return (report, report.counts, [])
    }
  }
}
