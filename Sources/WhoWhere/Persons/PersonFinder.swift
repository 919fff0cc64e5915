import CaseStore
import Domain
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
    /// What is to be said of the radius that was given.
    public var warning: String?
    /// Faces of another encoder than the case's, whose photos are gone: they stay whose they are.
    public var otherwiseEncoded = 0
    /// Who went where, with names and sizes.
    public var moves: [PersonMoves] = []
  }

  private let storage: SQLiteCase
  private let settings: ClusterSettings
  private let progress: any ProgressReporter

  /// A finder of persons in `storage`.
  public init(
    in storage: SQLiteCase, settings: ClusterSettings, progress: any ProgressReporter
  ) {
    self.storage = storage
    self.settings = settings
    self.progress = progress
  }

  /// Clusters all faces and saves whose they are. Decisions of users are respected; faces below the
  /// settings' quality or size are nobody's, unless somebody decided whose they are.
  ///
  /// - Parameter author: Who clusters.
  /// - Throws: `DecisionError` where decisions contradict each other or the frames; an error of
  ///   `FaceClustering` for parameters or embeddings that make no sense; `CaseError` where somebody
  ///   keeps deciding meanwhile. Then the case stays as it was.
  public func findPersons(run: RunID, author: String = "unknown") throws -> Report {
    // A decision that was made meanwhile counts: it is taken in, and clustering goes on.
    for _ in 0..<10 {
      let found = try find(isReadOnly: false)
      do {
        try storage.assign(
          found.persons, faceIDs: found.faceIDs, run: run, author: author, since: found.revision)
        return found.report
      } catch CaseError.decidedMeanwhile {}
    }
    throw CaseError.decidedMeanwhile
  }

  /// What `findPersons` would do; nothing is written.
  ///
  /// - Throws: As `findPersons`.
  public func preview() throws -> Report { try find(isReadOnly: true).report }

  private struct Found {
    let persons: [PersonID?]
    let faceIDs: [FaceID]
    let revision: DecisionRevision
    let report: Report
  }

  private func find(isReadOnly: Bool) throws -> Found {
    if !isReadOnly { try storage.linkTracks() }
    let revision = try storage.decisionRevision()
    let faces = try storage.faces()
    let everybody = try storage.persons()
    let decided = DecidedFaces(
      try storage.decisions(), faces: faces,
      hashes: Dictionary(uniqueKeysWithValues: try storage.media().map { ($0.id, $0.sha256) }),
      persons: everybody)
    let encoder = try storage.encoder()
    let constraints = try decided.constraints(
      Array(0..<faces.count), of: faces, allowsSameFrame: settings.allowsSameFrame)
    let clustered = try cluster(faces, decided, constraints, encoder, isReadOnly: isReadOnly)
    progress.finish()

    var previous = zip(faces.personIDs, faces.encoders).map { person, kind in
      kind == encoder ? person?.rawValue : nil
    }
    for (row, person) in decided.ignored { previous[row] = person.rawValue }
    let ignored = Set(decided.ignored.values.map(\.rawValue))
    let matching = PersonMatching(
      previous: previous, labels: clustered.labels, nextPerson: try storage.nextPersonID().rawValue,
      named: decided.named, seeds: decided.seeds,
      constraints: constraints,
      removed: try removedFaces(faces, clustered.labels, encoder))
    // Faces of another encoder cannot be compared; they stay whose they are.
    let personIDs = matching.persons.enumerated().map { row, person in
      faces.encoders[row] == encoder
        ? person.flatMap { ignored.contains($0) ? nil : PersonID($0) } : faces.personIDs[row]
    }
    let report = Report(
      faces: faces.count, persons: Set(personIDs.compactMap { $0 }).count,
      unassignedFaces: personIDs.count { $0 == nil },
      changes: matching.changes.filter { !ignored.contains($0.person) }, radius: clustered.radius,
      warning: warning(of: encoder),
      otherwiseEncoded: faces.encoders.count { $0 != encoder },
      moves: PersonMoves.between(
        faces.personIDs, personIDs,
        names: Dictionary(
          uniqueKeysWithValues: everybody.compactMap { person in
            person.shownName.map { (person.id, $0) }
          })))
    return Found(persons: personIDs, faceIDs: faces.ids, revision: revision, report: report)
  }

  private func warning(of encoder: EncoderKind) -> String? {
    guard case .dbscan(let eps?, _) = settings.method else { return nil }
    return encoder.warning(ofRadius: eps)
  }

  private func cluster(
    _ faces: FaceTable, _ decisions: DecidedFaces, _ demands: ClusteringConstraints,
    _ encoder: EncoderKind, isReadOnly: Bool
  ) throws -> (labels: [Int32], radius: Double?) {
    let observed = try ObservedFaces(faces, encoder, demands: demands)
    let observations = observed.observations
    let isGood = Set(rows(of: faces, among: faces.rows(encodedBy: encoder), decisions))
    let chosen = (0..<observations.count).filter {
      observations.members[$0].contains(where: isGood.contains)
    }
    let constraints: ClusteringConstraints
    do { constraints = try observations.constraints(chosen, from: demands) } catch {
      throw DecisionError(error) { faces.ids[observations.members[chosen[$0]][0]] }
    }
    let all = observations.embeddings
    let embeddings = chosen.count < all.count ? all.selecting(chosen) : all
    let kept = KeptNeighbors(in: storage, jobs: settings.jobs, isReadOnly: isReadOnly) {
      [progress] share in
      progress.update("Comparing faces", done: Int(share * 1000), of: 1000)
    }
    func dbscan(eps: Double, minSamples: Int) throws -> Clustering {
      let method = try DBSCAN(eps: eps, minSamples: minSamples)
      let neighbors = try kept.neighbors(FaceComparison(dbscan: eps, observed))
      return try method.cluster(
        neighbors.selecting(chosen).within(eps, embeddings), constraints: constraints)
    }
    var radius: Double?
    var leastFaces = 2
    let clustering: Clustering
    switch settings.method {
    case .agglomerative:
      clustering = try AgglomerativeClustering(encoder.samePersonModel).cluster(
        embeddings,
        neighbors: try FaceComparison(agglomerative: chosen, observed)
          .map { try kept.neighbors($0).selecting(chosen) },
        quality: chosen.map { observed.qualities[$0] },
        detail: chosen.map { observed.details[$0] }, constraints: constraints, jobs: settings.jobs)
    case .dbscan(let eps, let minSamples):
      leastFaces = minSamples
      clustering = try dbscan(eps: eps ?? encoder.defaultRadius, minSamples: minSamples)
    case .calibratedDBSCAN(let minSamples):
      leastFaces = minSamples
      let eps = try ImpostorDistances(
        embeddings, frames: chosen.map { observations.spans[$0].lowerBound },
        usual: encoder.impostors
      ).radius()
      radius = eps
      clustering = try dbscan(eps: eps, minSamples: minSamples)
    }
    let persons = Self.persons(
      clustering.labels, of: chosen, in: observations, tracks: observed.tracks,
      leastFaces: leastFaces)
    var labels = [Int32](repeating: Clustering.noise, count: faces.count)
    for (observation, label) in zip(chosen, persons) {
      for row in observations.members[observation] where isGood.contains(row) {
        labels[row] = label
      }
    }
    return (labels, radius)
  }

  /// The labels of a clustering of observations, as persons: a good track is enough for one, and poor
  /// tracks alone are none.
  private static func persons(
    _ labels: [Int32], of chosen: [Int], in observations: Observations, tracks: [Int?],
    leastFaces: Int
  ) -> [Int32] {
    var isClear: Set<Int32> = []
    for (observation, label) in zip(chosen, labels)
    where label >= 0 && !observations.isPoor(observation, tracks: tracks) { isClear.insert(label) }
    var next = (labels.max() ?? -1) + 1
    return zip(chosen, labels).map { observation, label in
      if label >= 0 { return isClear.contains(label) ? label : Clustering.noise }
      guard observations.isPerson(observation, leastFaces: leastFaces) else { return label }
      defer { next += 1 }
      return next
    }
  }

  /// The faces of persons that are gone, with the clusters of the faces most like them.
  private func removedFaces(_ faces: FaceTable, _ labels: [Int32], _ encoder: EncoderKind) throws
    -> [PersonMatching.RemovedFace]
  {
    let former = try storage.formerFaces().filter { $0.encoder == encoder }
    guard !former.isEmpty else { return [] }
    let rows = faces.rows(encodedBy: encoder)
    let none = try RadiusNeighbors(
      stored: encoder.sureDistance, offsets: [Int](repeating: 0, count: rows.count + 1),
      indices: [], distances: [])
    let present = try EmbeddingMatrix(faces.embeddings).selecting(rows)
    let near = try none.extended(
      to: EmbeddingMatrix(present.values + former.flatMap(\.embedding)), jobs: settings.jobs)
    return former.enumerated().map { i, face in
      let row = rows.count + i
      let alike = (near.offsets[row]..<near.offsets[row + 1]).filter { k in
        near.indices[k] < rows.count && labels[rows[Int(near.indices[k])]] >= 0
      }
      let nearest = alike.min { (near.distances[$0], $0) < (near.distances[$1], $1) }
      return PersonMatching.RemovedFace(
        person: face.person.rawValue,
        label: nearest.map { labels[rows[Int(near.indices[$0])]] } ?? -1,
        isRecent: face.isRecent)
    }
  }

  /// The faces among `rows` that are good enough, or whose person somebody decided.
  private func rows(of faces: FaceTable, among rows: [Int], _ decisions: DecidedFaces) -> [Int] {
    guard settings.minQuality > 0 || settings.minSize > 0 else { return rows }
    let decided = Set(decisions.mustLink.flatMap { [$0.first, $0.second] })
      .union(decisions.seeds.indices.filter { decisions.seeds[$0] != nil })
    return rows.filter { row in
      let box = faces.boxes[row]
      let side = min(box.width, box.height)
      // An imported face may have no box.
      let isLarge = side >= settings.minSize || side == 0
      return isLarge && Double(faces.qualities[row]) >= settings.minQuality || decided.contains(row)
    }
  }

  /// A number for each face's frame: faces with the same one were seen at once, and those of one media
  /// follow each other in the order of time.
  static func frames(of faces: FaceTable) -> [Int] {
    let order = (0..<faces.count).sorted {
      (faces.mediaIDs[$0], faces.times[$0] ?? 0, $0) < (
        faces.mediaIDs[$1], faces.times[$1] ?? 0, $1
      )
    }
    var numbers = [Int](repeating: 0, count: faces.count)
    var number = 0
    for (row, next) in zip(order, order.dropFirst()) {
      if faces.mediaIDs[row] != faces.mediaIDs[next] || faces.times[row] != faces.times[next] {
        number += 1
      }
      numbers[next] = number
    }
    return numbers
  }
}
