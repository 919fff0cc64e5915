import CaseStore
import Domain
import Files
import GraphAnalysis
import GraphFormats
import SystemPackage

/// The tables of a case as CSV files. Columns are only ever added at the end.
public struct TableExports {
  private let graphs: CaseGraphs

  /// The tables of `graphs`.
  public init(of graphs: CaseGraphs) { self.graphs = graphs }

  /// Everybody, artefacts, too.
  private var snapshot: CaseSnapshot { graphs.cooccurrence.everybody }

  /// Writes `people.csv`, `faces.csv`, `appearances.csv`, `moments.csv`, `cooccurrences.csv`,
  /// `media.csv` and `attendances.csv` into `folder`.
  ///
  /// - Returns: The files' names, and the files that must not be replaced.
  /// - Throws: `FileError` where a file cannot be written.
  public func write(to folder: OutputFolder) throws -> (files: [String], failures: [Failure]) {
    let tables: [(String, (any ByteSink) throws -> Void)] = [
      ("people.csv", { try writePeople(to: $0) }), ("faces.csv", { try writeFaces(to: $0) }),
      ("appearances.csv", { try writeAppearances(to: $0) }),
      ("moments.csv", { try writeMoments(to: $0) }),
      ("cooccurrences.csv", { try writeCooccurrences(to: $0) }),
      ("media.csv", { try writeMedia(to: $0) }),
      ("attendances.csv", { try writeAttendances(to: $0) }),
    ]
    var failures: [Failure] = []
    for (name, write) in tables {
      failures += try Failure.ofRefusal(name) {
        let file = try folder.file(FilePath(name))
        try write(file)
        try file.commit()
      }
    }
    return (tables.map(\.0).filter { name in !failures.contains { $0.path == name } }, failures)
  }

  /// One row a person, by rising ID. Who is probably an artefact has no measures: the graph leaves them
  /// out.
  public func writePeople(to sink: any ByteSink, as format: TableRows.Format = .csv) throws {
    let table = try TableRows(
      to: sink,
      columns: ["person", "name", "faces", "media", "first", "last"]
        + PersonMeasure.exported.map(\.name) + ["confidence", "unconfirmed", "artefact"], as: format
    )
    let columns = CaseGraphs.PersonColumns(of: snapshot)
    let measures = try PersonMeasure.exported.map { ($0, try graphs.values(of: $0)) }
    let nodes = Dictionary(
      uniqueKeysWithValues: graphs.snapshot.persons.enumerated().map { ($1.id, $0) })
    for (i, person) in snapshot.persons.enumerated() {
      let node = nodes[person.id]
      try table.write(
        [
          CSVCell(person.id), CSVCell(person.name), CSVCell(columns.faces[i]),
          CSVCell(columns.media[i]), CSVCell(columns.first[i]), CSVCell(columns.last[i]),
        ] + measures.map { measure, values in measure.cell(node.flatMap { values[$0] }) }
          + [
            CSVCell(person.confidence), CSVCell(person.nameProbability),
            person.isArtefact ? .boolean(true) : .missing,
          ])
    }
    try table.finish()
  }

  /// One row a face and file, by path, time and place; person −1 is nobody. A content that is there
  /// under several paths has rows for each: `duplicate_of` names the first.
  public func writeFaces(to sink: any ByteSink, as format: TableRows.Format = .csv) throws {
    let table = try TableRows(
      to: sink,
      columns: [
        "path", "top", "right", "bottom", "left", "person", "score", "quality", "name", "time_ms",
        "face", "sha256", "duplicate_of", "confidence", "unconfirmed",
      ], as: format)
    let persons = Dictionary(uniqueKeysWithValues: snapshot.persons.map { ($0.id, $0) })
    let faces = snapshot.faces
    let facesOfMedia = Dictionary(grouping: 0..<faces.count) { snapshot.faceMedia[$0] }
    for (path, media) in snapshot.paths {
      for row in facesOfMedia[media] ?? [] {
        let box = faces.boxes[row]
        let person = faces.personIDs[row]
        let known = person.flatMap { persons[$0] }
        try table.write([
          .text(path), .integer(box.top), .integer(box.right), .integer(box.bottom),
          .integer(box.left), .integer(person?.rawValue ?? -1), .number(Double(faces.scores[row])),
          .number(Double(faces.qualities[row])), CSVCell(known?.name),
          CSVCell(faces.milliseconds(row)), CSVCell(faces.ids[row]),
          CSVCell(snapshot.media[media].contentHash), duplicateOf(path, media),
          CSVCell(faces.confidences[row]), CSVCell(known?.nameProbability),
        ])
      }
    }
    try table.finish()
  }

  /// One row a person and file, by person and path; duplicates as in `writeFaces`.
  public func writeAppearances(to sink: any ByteSink, as format: TableRows.Format = .csv) throws {
    let table = try TableRows(
      to: sink,
      columns: [
        "person", "path", "faces", "name", "date", "latitude", "longitude", "boxes", "sha256",
        "duplicate_of", "spans_ms", "unconfirmed",
      ], as: format)
    for appearance in snapshot.appearances {
      let media = snapshot.media[appearance.media]
      let person = snapshot.persons[appearance.person]
      for file in snapshot.files[appearance.media] {
        try table.write([
          CSVCell(person.id), .text(file.path), .integer(appearance.faces.count),
          CSVCell(person.name), CSVCell(media.date), CSVCell(media.latitude),
          CSVCell(media.longitude), .text(graphs.boxes(of: appearance)),
          CSVCell(media.contentHash),
          duplicateOf(file.path, appearance.media),
          CSVCell(spans(snapshot.moments(of: appearance))), CSVCell(person.nameProbability),
        ])
      }
    }
    try table.finish()
  }

  private func spans(_ moments: Moments) -> String? {
    moments.spans.isEmpty ? nil : moments.text
  }

  /// One row a span of time in which a person is to be seen in a video, by path and time: from which to
  /// which millisecond, in how many frames that were searched, and at what time of the day (UTC) where
  /// the video has a date.
  public func writeMoments(to sink: any ByteSink, as format: TableRows.Format = .csv) throws {
    let table = try TableRows(
      to: sink,
      columns: [
        "path", "start_ms", "end_ms", "person", "name", "frames", "first", "last", "sha256",
      ], as: format)
    let videos = snapshot.appearances.filter { snapshot.media[$0.media].kind == .video }
    let ofMedia = Dictionary(grouping: videos, by: \.media)
    for (path, index) in snapshot.paths {
      let media = snapshot.media[index]
      let rows = (ofMedia[index] ?? []).flatMap { appearance in
        snapshot.moments(of: appearance).spans.map { (appearance.person, $0) }
      }.sorted { ($0.1.start, $0.0) < ($1.1.start, $1.0) }
      for (person, span) in rows {
        let clock = [span.start, span.end].map { time in
          media.date.flatMap(TimeText.milliseconds).map { TimeText.dateTime($0 + Int64(time)) }
        }
        try table.write([
          .text(path), .integer(span.start), .integer(span.end),
          CSVCell(snapshot.persons[person].id), CSVCell(snapshot.persons[person].name),
          .integer(span.frames), CSVCell(clock[0]), CSVCell(clock[1]), CSVCell(media.contentHash),
        ])
      }
    }
    try table.finish()
  }

  /// The path under which a content is shown elsewhere, for the others of its paths.
  private func duplicateOf(_ path: String, _ media: Int) -> CSVCell {
    let first = snapshot.path(of: media)
    return path == first ? .missing : .text(first)
  }

  /// One row a pair of persons who were together, as the selection says; the lower number first. `frames` says how
  /// many pictures, or moments of videos, show both at once; `gap_ms` how near in time they come in
  /// any media: 0 in a photo; `moments` when videos show both.
  public func writeCooccurrences(to sink: any ByteSink, as format: TableRows.Format = .csv) throws {
    let table = try TableRows(
      to: sink,
      columns: [
        "person_a", "person_b", "weight", "first", "last", "paths",
      ] + PairMeasure.all.map(\.name) + ["frames", "gap_ms", "confidence", "moments"], as: format)
    let measures = try PairMeasure.all.map { try graphs.values(of: $0) }
    for edge in graphs.people.graph.edges {
      let evidence = graphs.cooccurrence.evidence(ofEdge: edge.id)
      let dates = graphs.snapshot.dates(of: evidence)
      let meetings = evidence.map { graphs.snapshot.meeting(of: edge.source, edge.target, in: $0) }
      try table.write(
        [
          CSVCell(graphs.snapshot.persons[edge.source].id),
          CSVCell(graphs.snapshot.persons[edge.target].id),
          .number(ofUnits: edge.weight), CSVCell(dates.first), CSVCell(dates.last),
          .text(evidence.map(graphs.snapshot.path).joined(separator: "; ")),
        ] + measures.map { CSVCell($0[edge.id]) }
          + [
            .integer(meetings.reduce(0) { $0 + $1.frames }),
            CSVCell(meetings.map(\.gap).min().flatMap { $0 < .max ? $0 : nil }),
            CSVCell(graphs.cooccurrence.confidence(ofEdge: edge)),
            CSVCell(moments(of: edge, in: evidence)),
          ])
    }
    try table.finish()
  }

  /// When both persons of an edge are to be seen in videos: `party.mp4@1000-5200 9000-9400`.
  private func moments(of edge: Graph.Edge, in media: [Int]) -> String? {
    let parts = media.compactMap { index -> String? in
      let moments = graphs.cooccurrence.moments(ofEdge: edge, in: index)
      return moments.spans.isEmpty ? nil : "\(graphs.snapshot.path(of: index))@\(moments.text)"
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// One row a person and named event, by event and person: in how many photos and videos of it the
  /// person is seen, and how probable it is that the person was there.
  public func writeAttendances(to sink: any ByteSink, as format: TableRows.Format = .csv) throws {
    let table = try TableRows(
      to: sink,
      columns: [
        "event", "person", "name", "media", "faces", "first", "last", "confidence", "paths",
      ], as: format)
    for attendance in graphs.attendances {
      let person = snapshot.persons[attendance.person]
      let dates = snapshot.dates(of: attendance.media)
      try table.write([
        .text(snapshot.events[attendance.event].name), CSVCell(person.id), CSVCell(person.name),
        .integer(attendance.occasions), .integer(attendance.faces), CSVCell(dates.first),
        CSVCell(dates.last), CSVCell(attendance.confidence),
        .text(attendance.media.map(snapshot.path).joined(separator: "; ")),
      ])
    }
    try table.finish()
  }

  /// One row a file, by path: files of the same content share their hash.
  public func writeMedia(to sink: any ByteSink, as format: TableRows.Format = .csv) throws {
    let table = try TableRows(
      to: sink,
      columns: [
        "path", "kind", "date", "latitude", "longitude", "width", "height", "faces", "persons",
        "camera", "bytes", "sha256", "duplicate_of", "live_photo_of",
        "copy_of",
      ], as: format)
    let occasions = snapshot.occasions
    let persons = snapshot.appearances.reduce(into: [Int: Int]()) { $0[$1.media, default: 0] += 1 }
    let faceCounts = snapshot.faceMedia.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
    for (path, i) in snapshot.paths {
      let media = snapshot.media[i]
      try table.write([
        .text(path), .text(media.kind.rawValue), CSVCell(media.date), CSVCell(media.latitude),
        CSVCell(media.longitude), .integer(media.width), .integer(media.height),
        .integer(faceCounts[i] ?? 0), .integer(persons[i] ?? 0),
        CSVCell(media.camera), .integer(media.size), CSVCell(media.contentHash),
        duplicateOf(path, i),
        CSVCell(
          snapshot.livePhotos[media.id] == nil || occasions[i] == i
            ? nil : snapshot.path(of: occasions[i])),
        CSVCell(
          snapshot.copies[media.id] == nil || occasions[i] == i
            ? nil : snapshot.path(of: occasions[i])),
      ])
    }
    try table.finish()
  }
}
