import CaseStore
import Domain
import Drawing
import FaceVision
import Files
import GraphFormats
import SystemPackage

/// The whole line: from folders of photos to annotated copies, tables, graphs and drawings.
public struct MainJob {
  private let paths: [FilePath]
  private let output: FilePath
  private let caseFolder: FilePath
  private let models: ModelLibrary
  private let indexing: IndexSettings
  private let clustering: ClusterSettings
  private let replacesForeignFiles: Bool
  private let renderer: DrawingProcess
  private let progress: any ProgressReporter

  /// A job on the media that `paths` lead to.
  ///
  /// - Parameters:
  ///   - paths: Files and folders.
  ///   - output: The folder to write into; made where it does not exist.
  ///   - caseFolder: The case's folder; made where it does not exist.
  ///   - replacesForeignFiles: Whether files in `output` that the case did not write are replaced.
  ///   - renderer: What draws the graphs.
  public init(
    _ paths: [FilePath], output: FilePath, caseFolder: FilePath, models: ModelLibrary,
    indexing: IndexSettings, clustering: ClusterSettings,
    replacesForeignFiles: Bool = false, renderer: DrawingProcess = DrawingProcess(),
    progress: any ProgressReporter
  ) {
    self.paths = paths
    self.output = output
    self.caseFolder = caseFolder
    self.models = models
    self.indexing = indexing
    self.clustering = clustering
    self.replacesForeignFiles = replacesForeignFiles
    self.renderer = renderer
    self.progress = progress
  }

  /// Does it all, and writes `run.json` last.
  ///
  /// - Throws: `NothingIndexed`; an error that left nothing to go on with: no model, no case, no place
  ///   to write.
  ///   Trouble with single files is in the report.
  public func run() throws -> RunReport {
    var report = RunReport(
      parameters: indexing.parameters(paths: paths)
        .merging(clustering.parameters) { first, _ in first },
      models: models.hashes(for: indexing))
    report.parameters["together"] = GraphSelection().unit.explanation
    // Before anything is made: without models nothing can be done.
    let readers = try FaceReaders(models, indexing)
    // And where nothing may be written, no case is made.
    _ = try WriteGuard(record: nil, sources: paths, isForced: true).folder(output)
    let storage = try SQLiteCase(creatingIn: caseFolder)
    let folder = try WriteGuard(record: storage, sources: paths, isForced: replacesForeignFiles)
      .folder(output)
    let copies = try folder.folder("annotated")
    return try storage.recording(
      NewRun(command: "run", parameters: report.parameters, models: report.models)
    ) { run in
      try doAll(run, storage, readers, folder, copies, &report)
      return (report, report.counts, report.failures)
    }
  }

  private func doAll(
    _ run: RunID, _ storage: SQLiteCase, _ readers: FaceReaders, _ folder: OutputFolder,
    _ annotated: OutputFolder, _ report: inout RunReport
  ) throws {
    let indexed = try timed("index", in: &report) {
      try Indexer(into: storage, readers: readers, progress: progress)
        .index(paths, excluding: [output, caseFolder])
    }
    if indexed.isEmpty { throw NothingIndexed(report: indexed) }
    report.failures += indexed.failures
    report.passedOver = indexed.others
    let persons = try timed("cluster", in: &report) {
      try PersonFinder(in: storage, settings: clustering, progress: progress)
        .findPersons(run: run)
    }
    report.changes = persons.changes.map(\.description)
    report.warning = persons.warning

    try timed("confidence", in: &report) { try storage.measureConfidence(jobs: indexing.jobs) }
    let snapshot = try CaseSnapshot(of: storage)
    let graphs = try timed("graphs", in: &report) {
      let graphs = try CaseGraphs(of: snapshot, jobs: indexing.jobs)
      try storage.keepMeasures(of: graphs.snapshot.persons.map(\.id), graphs.measurement)
      return graphs
    }
    let copies = try timed("annotate", in: &report) {
      try Annotator(snapshot, of: storage, jobs: indexing.jobs, progress: progress)
        .write(to: annotated)
    }
    report.failures += copies.failures
    let exports = try timed("export", in: &report) {
      try export(graphs, to: folder)
    }
    report.outputs = exports.files
    report.failures += exports.failures

    report.counts = [
      "media": snapshot.media.count, "appearances": snapshot.appearances.count,
      "cooccurrences": graphs.people.graph.edgeCount,
      "annotated_copies": copies.written + copies.unchanged,
      "new_annotated_copies": copies.written,
      "failures": report.failures.count,
    ]
    .merging(indexed.counts) { first, _ in first }
    .merging(persons.counts) { first, _ in first }
    report.outputs = (report.outputs + ["run.json"]).sorted()
    let json = try report.json()
    report.failures += try Failure.ofRefusal("run.json") { try folder.write(json, to: "run.json") }
  }

  private func export(_ graphs: CaseGraphs, to folder: OutputFolder) throws
    -> (files: [String], failures: [Failure])
  {
    let tables = try TableExports(of: graphs).write(to: folder)
    let exports = try GraphExports(
      of: graphs, notes: graphs.notes + ["clustering: \(clustering.method)"], renderer: renderer,
      jobs: indexing.jobs)
    let files = try exports.writeGraphs(to: folder)
    progress.update("Drawing the graphs", done: 0, of: 1)
    let drawings = exports.writeDrawings(to: folder)
    progress.finish()
    return (
      tables.files + files.files + drawings.files,
      tables.failures + files.failures + drawings.failures
    )
  }

  private func timed<Result>(
    _ step: String, in report: inout RunReport, _ body: () throws -> Result
  ) rethrows -> Result {
    let start = ContinuousClock.now
    let result = try body()
    let milliseconds = ((ContinuousClock.now - start) / .milliseconds(1)).rounded()
    report.timings[step] = milliseconds / 1000
    return result
  }
}
