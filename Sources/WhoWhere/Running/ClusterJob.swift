import CaseStore

/// Clustering as a run of its own.
public struct ClusterJob {
  private let storage: SQLiteCase
  private let settings: ClusterSettings
  private let author: String
  private let progress: any ProgressReporter

  /// A job on the faces of `storage`.
  public init(
    on storage: SQLiteCase, settings: ClusterSettings, author: String = "unknown",
    progress: any ProgressReporter
  ) {
    self.storage = storage
    self.settings = settings
    self.author = author
    self.progress = progress
  }

  /// Clusters, and records the run.
  public func run() throws -> PersonFinder.Report {
    try storage.recording(
      NewRun(
        command: "cluster", parameters: settings.parameters.merging(["author": author]) { $1 },
        models: [:])
    ) { run in
      let report = try PersonFinder(in: storage, settings: settings, progress: progress)
        .findPersons(run: run, author: author)
      // Of more faces it is measured when it is first asked for.
      if report.faces <= Self.mostMeasured { try storage.measureConfidence(jobs: settings.jobs) }
      return (report, report.counts, [])
    }
  }

  /// Comparing everybody takes seconds for so many faces.
  private static let mostMeasured = 20_000

  /// What `run` would do; nothing is written.
  public func preview() throws -> PersonFinder.Report {
    try PersonFinder(in: storage, settings: settings, progress: progress).preview()
  }
}
