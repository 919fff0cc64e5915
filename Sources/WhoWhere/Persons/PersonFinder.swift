import CaseStore
import FaceClustering

/// Groups the faces of a case into persons whose numbers outlive the run.
public struct PersonFinder {
  /// What clustering did.
  public struct Report: Sendable {
    /// Faces in the case.
    public var faces = 0
    /// Persons with at least one face.
    public var persons = 0
    /// Faces of nobody.
    public var unassignedFaces = 0
    /// What changed against the clustering before.
    public var changes: [PersonChange] = []
    /// The radius, where it was calibrated.
    public var radius: Double?
  }

  private let storage: any CaseStorage
  private let settings: ClusterSettings
  private let progress: any ProgressReporter

  /// A finder of persons in `storage`.
  public init(
    in storage: any CaseStorage, settings: ClusterSettings, progress: any ProgressReporter
  ) {
    self.storage = storage
    self.settings = settings
    self.progress = progress
  }

  /// Clusters all faces and saves whose they are. Decisions of users are respected; faces below the
  /// settings' quality or size are nobody's, unless somebody decided whose they are.
  ///
  /// - Throws: `DecisionError` where decisions contradict each other or the frames; an error of
  ///   `FaceClustering` for parameters or embeddings that make no sense. Then the case stays as it
  ///   was.
  public func findPersons(run: RunID) throws -> Report {
    let faces = try storage.faces()
    let decisions = DecidedConstraints(
      try storage.decisions().filter(\.stands).map { ($0.title, $0.content) }, faces: faces,
      media: try storage.media())
    let clustered = try cluster(faces, decisions)
    progress.finish()

    var previous = faces.personIDs.map { $0 >= 0 ? $0 : nil }
    for (row, person) in decisions.ignored { previous[row] = person }
    let ignored = Set(decisions.ignored.values)
    let matching = PersonMatching(
      previous: previous, labels: clustered.labels, nextPerson: try storage.nextPersonID(),
      named: Set(try storage.persons().filter { $0.name != nil }.map(\.id)).union(ignored))
    let personIDs = matching.persons.map { person in
      person.flatMap { ignored.contains($0) ? nil : $0 } ?? -1
    }
    try storage.assign(personIDs, faceIDs: faces.ids, run: run)
    return Report(
      faces: faces.count, persons: Set(personIDs.filter { $0 >= 0 }).count,
      unassignedFaces: personIDs.count { $0 < 0 },
      changes: matching.changes.filter { !ignored.contains($0.person) }, radius: clustered.radius)
  }

  private func cluster(_ faces: FaceTable, _ decisions: DecidedConstraints) throws
    -> (labels: [Int32], radius: Double?)
  {
    let rows = rows(of: faces, decisions)
    let constraints = try decisions.constraints(
      rows, of: faces, allowsSameFrame: settings.allowsSameFrame)
    var embeddings = try EmbeddingMatrix(faces.embeddings)
    if rows.count < faces.count { embeddings = embeddings.selecting(rows) }
    let report: @Sendable (Double) -> Void = { [progress] share in
      progress.update("Comparing faces", done: Int(share * 1000), of: 1000)
    }
    var radius: Double?
    let clustering: Clustering
    switch settings.method {
    case .agglomerative:
      clustering = try AgglomerativeClustering().cluster(
        embeddings, quality: rows.map { faces.qualities[$0] }, constraints: constraints,
        jobs: settings.jobs, progress: report)
    case .dbscan(let eps, let minSamples):
      clustering = try DBSCAN(eps: eps, minSamples: minSamples).cluster(
        embeddings, constraints: constraints, jobs: settings.jobs, progress: report)
    case .calibratedDBSCAN(let minSamples):
      let frames = Self.frames(of: faces)
      let eps = try StrangerDistances(embeddings, frames: rows.map { frames[$0] }).radius()
      radius = eps
      clustering = try DBSCAN(eps: eps, minSamples: minSamples).cluster(
        embeddings, constraints: constraints, jobs: settings.jobs, progress: report)
    }
    var labels = [Int32](repeating: Clustering.noise, count: faces.count)
    for (row, label) in zip(rows, clustering.labels) { labels[row] = label }
    // A single face that was split off is noise to the method, but a person to the user.
    var next = Int32(clustering.clusterCount)
    for split in decisions.splits where split.allSatisfy({ labels[$0] == Clustering.noise }) {
      for row in split { labels[row] = next }
      next += 1
    }
    return (labels, radius)
  }

  /// The faces that are good enough, or whose person somebody decided.
  private func rows(of faces: FaceTable, _ decisions: DecidedConstraints) -> [Int] {
    guard settings.minQuality > 0 || settings.minFace > 0 else { return Array(0..<faces.count) }
    let decided = Set(decisions.mustLink.flatMap { [$0.first, $0.second] })
      .union(decisions.splits.joined())
    return (0..<faces.count).filter { row in
      let box = faces.boxes[row]
      let side = min(box.right - box.left, box.bottom - box.top)
      // An imported face may have no box.
      let isLarge = side >= settings.minFace || side == 0
      return isLarge && Double(faces.qualities[row]) >= settings.minQuality || decided.contains(row)
    }
  }

  /// A number for each face's frame: faces with the same one were seen at once.
  static func frames(of faces: FaceTable) -> [Int] {
    struct Frame: Hashable {
      let media: MediaID
      let time: Int?
    }
    var numbers: [Frame: Int] = [:]
    return (0..<faces.count).map { row in
      let frame = Frame(media: faces.mediaIDs[row], time: faces.times[row])
      let number = numbers[frame] ?? numbers.count
      numbers[frame] = number
      return number
    }
  }
}
