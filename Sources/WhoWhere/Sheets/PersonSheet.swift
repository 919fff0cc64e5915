import CaseStore
import Domain
import Drawing
import FaceVision
import ParallelLoops

/// A contact sheet of a person: all faces, best first, with date, file and, in videos, time.
///
/// ```swift
/// let ada = try PersonSheet(of: 3, in: CaseSnapshot(of: storage), as: .pdf)
/// let files = try ada.sheet.write(to: "ada.pdf", as: .pdf, guardedBy: writing)
/// ```
public struct PersonSheet: Sendable {
  /// The sheet.
  public let sheet: ContactSheet
  /// The files that could not be shown; their tiles say why.
  public let failures: [Failure]

  /// A sheet of the person called `id`.
  ///
  /// The best faces are those of highest quality; of equals, the earlier in the case. What goes
  /// beyond `ContactSheet.mostTiles` is left out, and the sheet says so.
  ///
  /// - Throws: `PersonSheetError` where the person has no face.
  /// - Complexity: each file with a face of the person is decoded once.
  public init(
    of id: PersonID, in snapshot: CaseSnapshot, as format: ContactSheet.Format,
    jobs: Int = allCores
  ) throws {
    guard let person = snapshot.persons.firstIndex(where: { $0.id == id }) else {
      throw PersonSheetError.noFaces(id)
    }
    let appearances = snapshot.appearances[snapshot.appearancesOfPerson[person]]
    let qualities = snapshot.faces.qualities
    let faces = appearances.flatMap(\.faces).sorted {
      qualities[$0] != qualities[$1] ? qualities[$0] > qualities[$1] : $0 < $1
    }
    let shown = faces.prefix(ContactSheet.mostTiles)
    let drawn = FaceTiles(
      shown.map { Self.plan($0, in: snapshot) }, as: format, jobs: jobs)
    failures = drawn.failures

    let name = snapshot.persons[person].name.map { "\(TerminalText.line($0)) (person \(id))" }
    let videos = appearances.count { snapshot.media[$0.media].kind == .video }
    let photos = appearances.count - videos
    let places = [
      photos > 0 ? count(photos, "photo", "photos") : nil,
      videos > 0 ? count(videos, "video", "videos") : nil,
    ].compactMap { $0 }
    let dates = snapshot.dates(of: appearances.map(\.media))
    let days = [dates.first, dates.last].compactMap { $0.map { String($0.prefix(10)) } }
    let facts = [
      "\(count(faces.count, "face", "faces")) in \(places.joined(separator: " and "))",
      days.isEmpty ? "no dates" : days[0] == days.last ? days[0] : days.joined(separator: " to "),
      shown.count < faces.count ? "the best \(shown.count) are shown" : nil,
    ].compactMap { $0 }
    var sheet = ContactSheet(
      title: name ?? "Person \(id)", subtitle: facts.joined(separator: "  ·  "),
      footer: "wwww \(programVersion) · best faces first · dates are UTC")
    sheet.sections = [.init(tiles: drawn.tiles)]
    self.sheet = sheet
  }

  private static func plan(_ face: Int, in snapshot: CaseSnapshot) -> FaceTiles.Plan {
    let place = FaceCrops.Place(face, of: snapshot)
    let media = snapshot.media[snapshot.faceMedia[face]]
    let when = [media.date.map(moment), place.time.map { "at \(clock($0))" }].compactMap { $0 }
    return FaceTiles.Plan(
      place: place,
      lines: [when.isEmpty ? "no date" : when.joined(separator: " ")] + fileLines(place.path))
  }
}

/// Why there is no sheet of a person.
public enum PersonSheetError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The person has no face now.
  case noFaces(PersonID)

  /// What happened.
  public var description: String {
    switch self {
    case .noFaces(let id):
      "person \(id) has no faces now"
    }
  }
}
