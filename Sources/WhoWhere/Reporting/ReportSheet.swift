import CaseStore
import Domain
import Drawing
import FaceVision
import Foundation
import ParallelLoops

/// A person, or a pair with every photo and moment that shows both, on paper.
public struct ReportSheet: Sendable {
  /// The sheet.
  public let sheet: EvidenceSheet
  /// The files that could not be shown; their places say why.
  public let failures: [Failure]

  /// More entries fill no more paper; the sheet says how many are left out.
  private static let most = 200

  /// The sheet of `persons`, one or two, in `part`.
  ///
  /// - Throws: `PersonSheetError` where one has no face in the part.
  /// - Complexity: each original is read once.
  public init(of persons: [PersonID], in part: ReportCase) throws {
    let snapshot = part.snapshot
    let people = try persons.map { id in
      guard let person = snapshot.persons.firstIndex(where: { $0.id == id }) else {
        throw PersonSheetError.noFaces(id)
      }
      return person
    }
    /// Faces of all persons at one moment, the best of each.
    var moments: [(media: Int, time: Int?, rows: [Int])] = []
    let faces = snapshot.faces
    var best: [Moment: [PersonID: Int]] = [:]
    for row in 0..<faces.count where snapshot.faceMedia[row] >= 0 {
      guard let person = faces.personIDs[row], persons.contains(person) else { continue }
      let moment = Moment(media: snapshot.faceMedia[row], time: faces.times[row])
      if let other = best[moment]?[person], faces.qualities[other] >= faces.qualities[row] {
        continue
      }
      best[moment, default: [:]][person] = row
    }
    for (moment, rows) in best where rows.count == Set(persons).count {
      moments.append((moment.media, moment.time, persons.compactMap { rows[$0] }))
    }
    func date(_ media: Int) -> String { snapshot.media[media].date ?? "\u{10FFFF}" }
    moments.sort {
      (date($0.media), $0.media, $0.time ?? 0) < (date($1.media), $1.media, $1.time ?? 0)
    }
    let shown = moments.prefix(Self.most)
    let names = people.map { person in
      snapshot.persons[person].name == nil
        ? "Person \(snapshot.persons[person].id)"
        : "\(TerminalText.line(snapshot.label(of: person))) (person \(snapshot.persons[person].id))"
    }
    var failures: [Failure] = []
    let drawn = parallelMap(count: shown.count, jobs: allCores) { i in
      part.evidence(of: shown[i].media, shown[i].time, shown[i].rows)
    }
    var entries: [EvidenceSheet.Entry] = []
    for (moment, pictures) in zip(shown, drawn) {
      let media = snapshot.media[moment.media]
      let path = snapshot.path(of: moment.media)
      var whens: [String] = [media.date.map { "\($0) (UTC)" } ?? "no date"]
      if let time = moment.time { whens.append("at \(clock(time))") }
      if let place = media.place {
        whens.append(String(format: "%.5f, %.5f", place.latitude, place.longitude))
      }
      let when = whens.joined(separator: "  ·  ")
      let boxes = moment.rows.map { "\(faces.ids[$0]) at \(faces.boxes[$0])" }
      var found = "faces \(boxes.joined(separator: ", ")) (top, right, bottom, left)"
      let sure = moment.rows.compactMap { faces.confidences[$0] }
      if sure.count == moment.rows.count {
        let list = sure.map { String(format: "%.3f", $0) }.joined(separator: ", ")
        found += "  ·  sure: \(list)"
      }
      let lines: [String] = [when, path, "SHA-256 \(media.sha256)", found]
      if case .failure(let error) = pictures.picture {
        failures.append(Failure(path: path, reason: "missing", message: error.reason))
      }
      entries.append(
        EvidenceSheet.Entry(
          faces: zip(pictures.faces, moment.rows).map { image, row in
            (image, "face \(faces.ids[row])")
          }, picture: pictures.picture, lines: lines))
    }
    self.failures = failures
    let together = people.count > 1
    let media = Set(moments.map(\.media)).count
    let times = Count.of(moments.count, "time")
    let files = Count.of(media, "file")
    var seen =
      together ? "Seen in the same picture \(times), in \(files)." : "Seen \(times), in \(files)."
    if moments.count > shown.count { seen += " The first \(shown.count) are shown." }
    var hypothesis = "Person numbers are a machine's hypothesis until somebody confirms the faces."
    if together {
      hypothesis += " An edge says: in the same picture. It does not say: know each other."
    }
    let hiding =
      part.selection.showsAll
      ? "Faces of everybody can be seen."
      : "Faces of everybody else are filled over; faces that no detector found may remain."
    var paragraphs = [seen, hypothesis, hiding]
    if moments.isEmpty { paragraphs[0] = "Never seen in the same picture." }
    var sheet = EvidenceSheet(
      title: names.joined(separator: " and "), paragraphs: paragraphs,
      footer:
        "wwww \(programVersion) · pictures are made smaller; only the original with this hash is evidence"
    )
    sheet.entries = entries
    self.sheet = sheet
  }

  private struct Moment: Hashable {
    let media: Int
    let time: Int?
  }
}

extension ReportCase {
  /// The pictures of one moment, with boxes around the faces in `rows`.
  func evidence(of media: Int, _ time: Int?, _ rows: [Int]) -> (
    faces: [EvidenceSheet.Image], picture: Result<EvidenceSheet.Image, EvidenceSheet.MissingPicture>
  ) {
    let faces = snapshot.faces
    let all = (0..<faces.count).filter {
      snapshot.faceMedia[$0] == media && faces.times[$0] == time
    }
    let made = pictures(of: media, all)
    guard let shown = made.first, case .success(let jpeg) = shown.picture else {
      let reason: String
      if case .failure(let error)? = made.first?.picture {
        reason = "\(error)"
      } else {
        reason = "there is no picture"
      }
      return ([], .failure(EvidenceSheet.MissingPicture(reason)))
    }
    do {
      let picture = try Picture(decoding: jpeg)
      let scale = Double(picture.width) / Double(max(1, snapshot.media[media].width))
      let drawn = try picture.annotated(
        with: rows.map { row in
          FaceAnnotation(
            box: faces.boxes[row].scaled(across: scale, down: scale),
            label: faces.personIDs[row]?.description ?? "?", color: Color(255, 211, 77))
        })
      let crops = try rows.compactMap { row -> EvidenceSheet.Image? in
        guard let crop = shown.faces.first(where: { $0.face == faces.ids[row] }) else { return nil }
        let picture = try Picture(decoding: crop.jpeg)
        return EvidenceSheet.Image(crop.jpeg, columns: picture.width, rows: picture.height)
      }
      return (
        crops,
        .success(
          EvidenceSheet.Image(
            try drawn.jpeg(quality: 85), columns: picture.width, rows: picture.height))
      )
    } catch { return ([], .failure(EvidenceSheet.MissingPicture("\(error)"))) }
  }
}
