import CaseStore
import FaceVision
import Files
import Foundation
import GraphFormats

/// What a report tells of itself: what it shows, how that came about, and how sure it is.
public struct ReportFacts: Sendable {
  /// A part of the summary.
  public struct Section: Sendable {
    /// Its heading.
    public var title: String
    /// What is said, a paragraph each.
    public var paragraphs: [String]
    /// A table below.
    public var table: ResultTable?
  }

  /// What the report is called.
  public var title: String
  /// The parts.
  public var sections: [Section]

  /// The facts of a report of `part` of `storage`.
  ///
  /// - Parameters:
  ///   - title: What the report is called.
  ///   - now: When it is made.
  /// - Throws: An error of the case.
  public init(
    title: String, of part: ReportCase, in storage: SQLiteCase, models: ModelLibrary?,
    now: Date = Date()
  ) throws {
    self.title = title
    let snapshot = part.snapshot
    let selection = part.selection
    let graphs = try CaseGraphs(of: snapshot)
    let pairs = graphs.people.graph.edgeCount
    let log = try storage.custodyLog()
    let dates = snapshot.dates(of: snapshot.media.indices)
    var counts = ResultTable(columns: ["", "in this report", "in the case"])
    let all = try CaseReader(in: storage.folder).figures()
    counts.append([
      .text("persons"), .integer(snapshot.persons.count), .integer(all.persons),
    ])
    counts.append([
      .text("photos and videos"), .integer(snapshot.media.count), .integer(all.media),
    ])
    counts.append([.text("faces"), .integer(snapshot.faces.count), .integer(all.faces)])
    counts.append([.text("pairs seen together"), .integer(pairs), .missing])
    let selected =
      selection.notes.isEmpty
      ? "It shows everybody whom the case knows."
      : "Selected: " + selection.notes.joined(separator: "; ") + "."
    let days = [dates.first, dates.last].compactMap { $0.map { String($0.prefix(10)) } }
    let hiding =
      selection.showsAll
      ? "Faces of everybody can be seen, also of people who are not selected or not identified."
      : """
      Faces of everybody else are filled over in the pictures' pixels: those that the case knows, and \
      whatever the detector YuNet at its most sensitive takes for a face. Faces that no detector found \
      may remain; so may reflections, tattoos, clothes and places that tell who somebody is. Look at \
      every picture before you pass the report on.
      """
    let span = days.isEmpty ? "" : " Dates: \(days.joined(separator: " to ")), UTC."
    let date = ISO8601DateFormatter().string(from: now)
    let made = "Made by wwww \(programVersion) on \(date) (UTC). \(selected)\(span)"
    let head: String =
      if let last = log.last {
        "The case's custody log has \(last.id) entries; the hash of the last is \(last.hash)."
      } else { "The case has no custody log." }
    sections = [
      Section(
        title: "What this report shows",
        paragraphs: [
          made, hiding,
          """
          Pictures are made smaller, and carry no metadata of their originals. Path and SHA-256 tell \
          which file a picture was made of; only the original is evidence.
          """,
        ], table: counts),
      Section(
        title: "What the numbers mean",
        paragraphs: [
          """
          A person is a group of faces that a program holds to be one individual: a hypothesis, not an \
          identification, unless somebody confirmed the faces. A name that is told to be unconfirmed was \
          given by a program.
          """,
          """
          A link says that two persons are in the same photo, or at the same moment of a video. It does \
          not say that they know each other. Nobody's absence proves that they were not there.
          """,
          """
          Distance is how far a face is from the mean of the person's other faces in the encoder's \
          space; 0 is the same. “Sure” is the probability that the face is the person's, and of a pair \
          that both were really there, estimated from the case's own faces.
          """,
        ]),
      Section(title: "Measured error rates", paragraphs: Self.errorRates),
      try Self.method(storage, models),
      try Self.failures(storage, isPart: !selection.notes.isEmpty),
      Section(
        title: "Custody",
        paragraphs: [
          head,
          "`wwww custody verify` compares the originals with the hashes of this report's case.",
        ]),
    ]
  }

  /// What `Benchmarks` measured; see the files there.
  private static let errorRates = [
    """
    Finding faces (labeled street photos, faces of 24 pixels or more): the detector YuNet found 85 % of \
    them, of faces above 80 pixels 97 %; 92 % of what it found were faces. Of faces of 16 to 24 pixels it \
    found fewer than half, of smaller ones hardly any.
    """,
    """
    Telling people apart, with the defaults: among 1,428 photos of families, whose members look alike, \
    94 % of the pairs of faces held to be one person were, and 50 % of the true pairs were found; among \
    171 photos of people seen from the front and the side all were, and 87 % were found.
    """,
    """
    Errors are more frequent among relatives, children, and groups that were rare among the pictures \
    that the models were trained on; on photos of other kinds rates differ. `wwww evaluate --labels FILE` \
    measures them on a case of your own.
    """,
  ]

  private static func method(_ storage: SQLiteCase, _ models: ModelLibrary?) throws -> Section {
    let table = ResultTable(try CaseReader(in: storage.folder).methodListing(limit: 50))
    var paragraphs = [
      """
      Faces are found by a detector, turned into vectors by an encoder, and grouped by the distances of \
      these vectors; decisions of people hold. The last runs that changed the case are listed below.
      """
    ]
    for (file, sha256, _) in try storage.modelsUsed() {
      let license = models?.models.first { $0.file == file }.map {
        " (\($0.purpose); \($0.license))"
      }
      paragraphs.append("Model \(file)\(license ?? ""): SHA-256 \(sha256)")
    }
    return Section(title: "Method", paragraphs: paragraphs, table: table)
  }

  private static func failures(_ storage: SQLiteCase, isPart: Bool) throws -> Section {
    let table = ResultTable(try CaseReader(in: storage.folder).failureListing(limit: 1001))
    if table.rows.isEmpty {
      return Section(title: "Failures", paragraphs: ["Every file could be used."])
    }
    let count =
      table.rows.count > 1000 ? "More than 1000 files" : Count.of(table.rows.count, "file")
    let why = isPart ? " They are not named here, for the report shows a part." : ""
    return Section(
      title: "Failures",
      paragraphs: ["\(count) of the case could not be used, or only in part.\(why)"],
      table: isPart ? nil : table)
  }
}
