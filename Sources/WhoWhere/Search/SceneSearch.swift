import CaseStore
import Domain
import FaceClustering
import Files
import GraphFormats
import ParallelLoops

/// Photos, and moments of videos, that show people who are looked for, several of them at once.
///
/// Somebody is on a photo whose face there is near enough, or is the face of a person who has a face that
/// is near enough. One face is never two of the people.
public struct SceneSearch: Sendable {
  /// A photo or moment, and which face is whose.
  public struct Scene: Sendable {
    /// Index into the snapshot's media.
    public var media: Int
    /// Milliseconds from the start of a video; `nil` in a photo.
    public var time: Int?
    /// For each of the people the row of the face and its distance; `nil` for whoever is not there.
    public var people: [(face: Int, distance: Double)?]

    /// How many of the people are there.
    public var count: Int { people.count { $0 != nil } }
    /// The largest distance of those who are there.
    public var distance: Double { people.compactMap { $0?.distance }.max() ?? .infinity }
  }

  /// Who is looked for.
  public let people: [SearchedFace]
  /// The scenes that show somebody: those with most of the people first, then the nearest.
  public let scenes: [Scene]
  private let snapshot: CaseSnapshot

  /// Looks for `people` in a case.
  ///
  /// - Parameter maxDistance: Faces farther than this are not taken for the people's.
  /// - Throws: `SearchError.emptyCase`; `EmbeddingError` for damaged faces.
  /// - Complexity: O(people · faces).
  public init(
    for people: [SearchedFace], in snapshot: CaseSnapshot, maxDistance: Double,
    jobs: Int = allCores
  ) throws {
    self.people = people
    self.snapshot = snapshot
    let search = try FaceSearch(of: snapshot)
    let found = try search.results(
      for: people, limit: snapshot.faces.count, maxDistance: .infinity, jobs: jobs)
    struct Moment: Hashable {
      let media: Int
      let time: Int?
    }
    var candidates: [Moment: [[(face: Int, distance: Double)]]] = [:]
    for (number, result) in found.enumerated() {
      let near = Set(
        result.matches.prefix { $0.distance <= maxDistance }
          .compactMap { snapshot.faces.personIDs[$0.face] })
      for match in result.matches {
        let person = snapshot.faces.personIDs[match.face]
        guard match.distance <= maxDistance || person.map(near.contains) ?? false,
          snapshot.faceMedia[match.face] >= 0
        else { continue }
        let moment = Moment(
          media: snapshot.faceMedia[match.face], time: snapshot.faces.times[match.face])
        candidates[moment, default: people.map { _ in [] }][number]
          .append((match.face, match.distance))
      }
    }
    scenes = candidates.map { moment, faces in
      Scene(media: moment.media, time: moment.time, people: Self.assigned(faces))
    }.sorted {
      ($1.count, $0.distance, $0.media, $0.time ?? 0)
        < ($0.count, $1.distance, $1.media, $1.time ?? 0)
    }
  }

  /// As many people as can be on the scene, each with a face of their own: augmenting paths, nearest faces
  /// first (Kuhn, "The Hungarian Method for the Assignment Problem", 1955).
  private static func assigned(_ candidates: [[(face: Int, distance: Double)]]) -> [(
    face: Int, distance: Double
  )?] {
    var owner: [Int: Int] = [:]
    func assign(_ person: Int, _ seen: inout Set<Int>) -> Bool {
      for (face, _) in candidates[person] where seen.insert(face).inserted {
        if let other = owner[face], !assign(other, &seen) { continue }
        owner[face] = person
        return true
      }
      return false
    }
    for person in candidates.indices {
      var seen: Set<Int> = []
      _ = assign(person, &seen)
    }
    return candidates.indices.map { person in
      candidates[person].first { owner[$0.face] == person }
    }
  }

  /// One scene a row: how many of the people it shows, which faces and persons of the case they are there,
  /// and how far the farthest is.
  ///
  /// - Parameters:
  ///   - least: How many of the people must be there.
  ///   - limit: The most rows.
  public func table(showing least: Int, limit: Int) -> ResultTable {
    var table = ResultTable(columns: [
      "rank", "path", "time_ms", "date", "people", "of", "distance", "faces", "persons", "names",
    ])
    let persons = Dictionary(uniqueKeysWithValues: snapshot.persons.map { ($0.id, $0) })
    let shown = scenes.filter { $0.count >= least }.prefix(limit)
    for (rank, scene) in shown.enumerated() {
      let faces = scene.people.map { $0.map { snapshot.faces.ids[$0.face].description } ?? "-" }
      let owners = scene.people.map { $0.flatMap { snapshot.faces.personIDs[$0.face] } }
      let names = owners.compactMap { $0.flatMap { persons[$0]?.shownName } }
      table.append([
        .integer(rank + 1), .text(snapshot.path(of: scene.media)), .init(scene.time),
        CSVCell(snapshot.media[scene.media].date), .integer(scene.count), .integer(people.count),
        .number(scene.distance), .text(faces.joined(separator: " ")),
        .text(owners.map { $0?.description ?? "-" }.joined(separator: " ")),
        names.isEmpty ? .missing : .text(names.joined(separator: ", ")),
      ])
    }
    return table
  }
}
