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

  /// Clusters all faces and saves whose they are.
  ///
  /// - Throws: An error of `FaceClustering` for parameters or embeddings that make no sense; then
  ///   the case stays as it was.
  public func findPersons(run: RunID) throws -> Report {
    let faces = try storage.faces()
    let clustering = try cluster(faces)
    progress.finish()
    let matching = PersonMatching(
      previous: faces.personIDs.map { $0 >= 0 ? $0 : nil }, labels: clustering.labels,
      nextPerson: try storage.nextPersonID(),
      named: Set(try storage.persons().filter { $0.name != nil }.map(\.id)))
    let personIDs = matching.persons.map { $0 ?? -1 }
    try storage.assign(personIDs, faceIDs: faces.ids, run: run)
    return Report(
      faces: faces.count, persons: Set(personIDs.filter { $0 >= 0 }).count,
      unassignedFaces: personIDs.count { $0 < 0 }, changes: matching.changes)
  }

  private func cluster(_ faces: FaceTable) throws -> Clustering {
    let embeddings = try EmbeddingMatrix(faces.embeddings)
    let constraints = try ClusteringConstraints(
      faceCount: faces.count, frames: settings.allowsSameFrame ? nil : Self.frames(of: faces))
    let report: @Sendable (Double) -> Void = { [progress] share in
      progress.update("Comparing faces", done: Int(share * 1000), of: 1000)
    }
    switch settings.method {
    case .agglomerative:
      return try AgglomerativeClustering().cluster(
        embeddings, quality: faces.qualities, constraints: constraints, jobs: settings.jobs,
        progress: report)
    case .dbscan(let eps, let minSamples):
      return try DBSCAN(eps: eps, minSamples: minSamples).cluster(
        embeddings, constraints: constraints, jobs: settings.jobs, progress: report)
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
