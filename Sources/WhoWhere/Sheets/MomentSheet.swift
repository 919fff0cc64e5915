import CaseStore
import Domain
import Drawing
import ParallelLoops

/// A contact sheet of a video: for each person's each appearance the best face, with when it begins and
/// ends, in the order of time.
public struct MomentSheet: Sendable {
  /// The sheet.
  public let sheet: ContactSheet
  /// The files that could not be shown; their tiles say why.
  public let failures: [Failure]

  /// A sheet of the video `id`.
  ///
  /// - Throws: `MomentSheetError` where it is no video, or shows nobody who is known.
  /// - Complexity: the video is decoded once.
  public init(
    of id: MediaID, in snapshot: CaseSnapshot, as format: ContactSheet.Format, jobs: Int = allCores
  ) throws {
    guard let media = snapshot.media.firstIndex(where: { $0.id == id }),
      snapshot.media[media].kind == .video
    else { throw MomentSheetError.notAVideo }
    let faces = snapshot.faces
    var shown: [(span: Moments.Span?, person: Int, face: Int)] = []
    func best(_ rows: [Int]) -> Int? {
      rows.max { (faces.qualities[$0], $1) < (faces.qualities[$1], $0) }
    }
    for appearance in snapshot.appearances where appearance.media == media {
      for span in snapshot.moments(of: appearance).spans {
        let rows = appearance.faces.filter {
          faces.milliseconds($0).map { span.start <= $0 && $0 <= span.end } ?? false
        }
        if let face = best(rows) { shown.append((span, appearance.person, face)) }
      }
      // Frames whose moments are not known are shown one by one.
      for face in appearance.faces where faces.milliseconds(face) == nil {
        shown.append((nil, appearance.person, face))
      }
    }
    guard !shown.isEmpty else { throw MomentSheetError.nobody }
    shown.sort {
      ($0.span?.start ?? faces.times[$0.face] ?? 0, $0.person, $0.face)
        < ($1.span?.start ?? faces.times[$1.face] ?? 0, $1.person, $1.face)
    }
    let date = snapshot.media[media].date
    let plans = shown.prefix(ContactSheet.mostTiles).map { moment in
      let place = FaceCrops.Place(moment.face, of: snapshot)
      let when = moment.span.map { "\(clock($0.start)) to \(clock($0.end))" }
      let person = snapshot.persons[moment.person]
      return FaceTiles.Plan(
        place: place,
        lines: [
          when ?? place.moment ?? "",
          person.name == nil
            ? "person \(person.id)" : "\(snapshot.label(of: moment.person)) (\(person.id))",
        ], frame: CommunityPalette.color(of: person.id).hex)
    }
    let drawn = FaceTiles(Array(plans), as: format, jobs: jobs)
    failures = drawn.failures
    let people = Set(shown.map(\.person)).count
    var sheet = ContactSheet(
      title: TerminalText.line(snapshot.path(of: media)),
      subtitle: [
        count(shown.count, "appearance", "appearances") + " of "
          + count(people, "person", "people"),
        date.map { "begins \(moment($0)) UTC" },
        plans.count < shown.count ? "the first \(plans.count) are shown" : nil,
      ].compactMap { $0 }.joined(separator: "  ·  "),
      footer: "wwww \(programVersion) · times from the start of the video")
    sheet.sections = [.init(heading: "", tiles: drawn.tiles)]
    self.sheet = sheet
  }
}

/// Why there is no sheet of a video.
public enum MomentSheetError: Error, Equatable, Sendable, CustomStringConvertible {
  /// It is a photo.
  case notAVideo
  /// Nobody in it is a person.
  case nobody

  /// What happened.
  public var description: String {
    switch self {
    case .notAVideo: "a sheet of moments is of a video"
    case .nobody: "the video shows nobody who is known"
    }
  }
}
