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

  /// Which faces come first.
  public enum Order: String, Sendable, CaseIterable {
    /// Those of highest quality; of equals, the earlier in the case.
    case best
    /// Those that are least probably the person's.
    case doubtful
    /// The earliest; those without a date last.
    case time
  }

  /// A sheet of the person called `id`.
  ///
  /// - Throws: `PersonSheetError` where the person has no face.
  public init(
    of id: PersonID, in snapshot: CaseSnapshot, as format: ContactSheet.Format,
    order: Order = .best, jobs: Int = allCores
  ) throws {
    try self.init(of: [id], in: snapshot, as: format, order: order, jobs: jobs)
  }

  /// A sheet of several persons, one after the other. What goes beyond `ContactSheet.mostTiles` is left
  /// out, and the sheet says so.
  ///
  /// - Throws: `PersonSheetError` where a person has no face.
  /// - Complexity: each file with a face of a person is decoded once.
  public init(
    of ids: [PersonID], in snapshot: CaseSnapshot, as format: ContactSheet.Format,
    order: Order = .best, jobs: Int = allCores
  ) throws {
    var sections: [(title: String, facts: String, faces: [Int])] = []
    var room = ContactSheet.mostTiles
    var spanOfFace: [Int: Moments.Span] = [:]
    for id in ids {
      guard let person = snapshot.persons.firstIndex(where: { $0.id == id }) else {
        throw PersonSheetError.noFaces(id)
      }
      let appearances = snapshot.appearances[snapshot.appearancesOfPerson[person]]
      let all = Self.ordered(appearances.flatMap(\.faces), order, in: snapshot)
      let (faces, spans) = Self.oneASpan(all, appearances, in: snapshot)
      spanOfFace.merge(spans) { first, _ in first }
      let shown = Array(faces.prefix(room))
      room -= shown.count
      let name =
        snapshot.persons[person].name == nil
        ? nil : "\(TerminalText.line(snapshot.label(of: person))) (person \(id))"
      let videos = appearances.count { snapshot.media[$0.media].kind == .video }
      let photos = appearances.count - videos
      let places = [
        photos > 0 ? count(photos, "photo", "photos") : nil,
        videos > 0 ? count(videos, "video", "videos") : nil,
      ].compactMap { $0 }
      let dates = snapshot.dates(of: appearances.map(\.media))
      let days = [dates.first, dates.last].compactMap { $0.map { String($0.prefix(10)) } }
      let facts = [
        "\(count(all.count, "face", "faces")) in \(places.joined(separator: " and "))",
        days.isEmpty ? "no dates" : days[0] == days.last ? days[0] : days.joined(separator: " to "),
        faces.count < all.count ? "one of each appearance in a video is shown" : nil,
        shown.count < faces.count ? "the \(order.first) \(shown.count) are shown" : nil,
      ].compactMap { $0 }
      sections.append((name ?? "Person \(id)", facts.joined(separator: "  ·  "), shown))
    }
    let drawn = FaceTiles(
      sections.flatMap(\.faces).map { Self.plan($0, spanOfFace[$0], in: snapshot) }, as: format,
      jobs: jobs)
    failures = drawn.failures
    let footer = "wwww \(programVersion) · \(order.first) faces first · dates are UTC"
    var sheet =
      sections.count == 1
      ? ContactSheet(title: sections[0].title, subtitle: sections[0].facts, footer: footer)
      : ContactSheet(title: "\(sections.count) persons", subtitle: "", footer: footer)
    var tiles = drawn.tiles[...]
    sheet.sections = sections.map { section in
      let own = Array(tiles.prefix(section.faces.count))
      tiles = tiles.dropFirst(section.faces.count)
      return .init(
        heading: sections.count == 1 ? "" : "\(section.title)  ·  \(section.facts)", tiles: own)
    }
    self.sheet = sheet
  }

  private static func ordered(_ faces: [Int], _ order: Order, in snapshot: CaseSnapshot) -> [Int] {
    let table = snapshot.faces
    switch order {
    case .best:
      return faces.sorted {
        table.qualities[$0] != table.qualities[$1]
          ? table.qualities[$0] > table.qualities[$1] : $0 < $1
      }
    case .doubtful:
      return faces.sorted {
        (table.confidences[$0] ?? 1, $0) < (table.confidences[$1] ?? 1, $1)
      }
    case .time:
      func date(_ row: Int) -> String {
        snapshot.media[snapshot.faceMedia[row]].date ?? "\u{10FFFF}"
      }
      return faces.sorted {
        (date($0), table.times[$0] ?? 0, $0) < (date($1), table.times[$1] ?? 0, $1)
      }
    }
  }

  /// The first face of each span of time in a video, and all others of photos, with the spans.
  private static func oneASpan(
    _ faces: [Int], _ appearances: ArraySlice<CaseSnapshot.Appearance>, in snapshot: CaseSnapshot
  ) -> (faces: [Int], spans: [Int: Moments.Span]) {
    var spans: [Int: [Moments.Span]] = [:]
    for appearance in appearances {
      spans[appearance.media] = snapshot.moments(of: appearance).spans
    }
    struct Place: Hashable {
      let media: Int
      let span: Moments.Span
    }
    var seen: Set<Place> = []
    var shown: [Int: Moments.Span] = [:]
    let first = faces.filter { face in
      let media = snapshot.faceMedia[face]
      guard let time = snapshot.faces.milliseconds(face),
        let span = spans[media]?.first(where: { $0.start <= time && time <= $0.end })
      else { return true }
      shown[face] = span
      return seen.insert(Place(media: media, span: span)).inserted
    }
    return (first, shown)
  }

  private static func plan(
    _ face: Int, _ span: Moments.Span?, in snapshot: CaseSnapshot
  ) -> FaceTiles.Plan {
    let place = FaceCrops.Place(face, of: snapshot)
    let media = snapshot.media[snapshot.faceMedia[face]]
    let lasts = span.flatMap { span in
      span.end > span.start ? "\(clock(span.start)) to \(clock(span.end))" : nil
    }
    let when = [media.date.map(moment), lasts ?? place.moment].compactMap { $0 }
    return FaceTiles.Plan(
      place: place,
      lines: [
        "face \(snapshot.faces.ids[face])  ·  "
          + (when.isEmpty ? "no date" : when.joined(separator: " "))
      ] + fileLines(place.path))
  }
}

extension PersonSheet.Order {
  /// What the faces are that come first.
  fileprivate var first: String {
    switch self {
    case .best: "best"
    case .doubtful: "most doubtful"
    case .time: "earliest"
    }
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
