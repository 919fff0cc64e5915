import CaseStore
import Domain
import Drawing
import FaceVision
import Files
import Foundation
import GraphFormats
import ParallelLoops
import SystemPackage
import WhoWhere

/// A report as a site of files that opens from a disk: the pages of `wwww review`, with what they ask for in
/// scripts beside them.
///
/// Browsers load neither modules nor data from `file:` addresses, but they load scripts, styles and
/// pictures. So the modules stand in the page itself, in an import map of `data:` addresses, and every
/// answer stands in a script that hands it over. What belongs together is one script: a person, the pairs
/// of a person, a hundred photos.
public struct ReportSite: Sendable {
  /// What was written.
  public struct Result: Sendable {
    /// How much the report shows.
    public var persons = 0
    /// How many photos and videos.
    public var media = 0
    /// How many files were written.
    public var files = 0
    /// Originals that could not be shown.
    public var failures: [Failure] = []
  }

  private let part: ReportCase
  private let facts: ReportFacts
  private let renderer: DrawingProcess

  /// The site of `part`.
  ///
  /// - Parameters:
  ///   - facts: What is told of how it came about.
  ///   - renderer: What draws the graph.
  public init(
    of part: ReportCase, _ facts: ReportFacts, renderer: DrawingProcess = DrawingProcess()
  ) {
    self.part = part
    self.facts = facts
    self.renderer = renderer
  }

  /// Photos and videos a script.
  private static let mediaPerScript = 100

  /// Writes the site; `index.html` last.
  ///
  /// - Throws: `WriteRefusal`, `FileError` where a file cannot be written; an error of the case.
  /// - Complexity: each original is read once; 1,000 persons in 10,000 photos take about a quarter of an hour.
  public func write(
    to folder: OutputFolder, progress: any ProgressReporter = SilentProgress()
  ) throws -> Result {
    var result = Result()
    var files = 0
    func put(_ bytes: [UInt8], _ name: String) throws {
      let file = try folder.file(FilePath(name))
      try file.write(bytes)
      try file.commit()
      files += 1
    }
    let pages = CasePages(part.reader)
    let (moments, failures) = try writePictures(progress: progress, put)
    result.failures = failures

    var core: [(String, String)] = []
    let figures = try pages.figures()
    core.append(
      (
        "case",
        jsonObject([
          "persons": String(figures.persons), "faces": String(figures.faces),
          "media": String(figures.media), "busy": "null", "author": "null", "authors": "[]",
          "read_only": "true", "version": quoted(programVersion),
        ])
      ))
    let people = try pages.people()
    core.append(("people", people.json))
    core.append(("media", try pages.files().json))
    core.append(("decisions", "[]"))
    let graphs = try CaseGraphs(of: part.snapshot)
    let document = try graphs.peopleGraphDocument(
      measures: [.degree, .community], pairMeasures: [])
    core.append(("graph", try GraphWish().json(of: document, note: nil)))
    let drawing = GraphDrawing(graphs, jobs: allCores)
    do {
      let diagram = drawing.people(
        try graphs.peopleGraphDocument(), notes: graphs.notes + part.selection.notes)
      try put(OutputMark.applied(to: try diagram.render(.svg, with: renderer)), "people_graph.svg")
    } catch let error as DrawingError {
      result.failures.append(
        Failure(path: "people_graph.svg", reason: "drawing", message: "\(error)"))
    }
    core.append(("report", facts.json))
    try put(Self.script(core, extra: "wwwwReport.moments = " + moments + ";"), "data/core.js")

    for (index, row) in people.rows.enumerated() {
      guard case .integer(let number)? = row.first else { continue }
      let person = PersonID(Int(number))
      try put(
        Self.script([("people/\(person)", try pages.person(person).json)]),
        "data/person-\(person).js")
      progress.update("Writing persons", done: index + 1, of: people.rows.count)
    }
    result.persons = people.rows.count
    try writePairs(pages, document, progress: progress, put)
    let media = part.snapshot.media.map(\.id).sorted()
    result.media = media.count
    for (group, ids) in Dictionary(grouping: media, by: { $0.rawValue / Self.mediaPerScript })
      .sorted(by: { $0.key < $1.key })
    {
      try put(
        Self.script(try ids.map { ("media/\($0)", try pages.fileObject($0)) }),
        "data/media-\(group).js")
    }
    progress.finish()
    let page = try ReportPage()
    try put(page.style, "style.css")
    try put(page.icon, "icon.svg")
    try put(page.html, "index.html")
    result.files = files
    return result
  }

  /// Writes the pictures, and each person's faces. Returns which moments of videos have one, as JSON.
  private func writePictures(
    progress: any ProgressReporter, _ put: ([UInt8], String) throws -> Void
  ) throws -> (moments: String, failures: [Failure]) {
    var faces: [PersonID?: [(String, String)]] = [:]
    var moments: [MediaID: [Int]] = [:]
    var best: [PersonID: FaceID] = [:]
    for person in part.snapshot.persons {
      best[person.id] = try part.reader.bestFace(ofPerson: person.id)
    }
    var said: Set<MediaID> = []
    var failures: [Failure] = []
    try part.pictures(progress: progress) { shown in
      switch shown.picture {
      case .success(let jpeg):
        let name = shown.time.map { "m\(shown.media)-\($0)" } ?? "m\(shown.media)"
        try put(OutputMark.applied(to: jpeg), "pictures/\(name).jpg")
        if let time = shown.time { moments[shown.media, default: []].append(time) }
      case .failure(let error) where !(error is ReportCase.NotShown):
        if said.insert(shown.media).inserted {
          failures.append(
            Failure(of: part.path(of: shown.media), error))
        }
      default: break
      }
      for face in shown.faces {
        faces[face.person, default: []].append(
          (
            face.face.description,
            "data:image/jpeg;base64," + Data(face.jpeg).base64EncodedString()
          ))
        if let person = face.person, best[person] == face.face {
          try put(OutputMark.applied(to: face.jpeg), "pictures/person-\(person).jpg")
        }
      }
    }
    for (person, crops) in faces {
      let list = crops.map { "\(quoted($0.0)): \(quoted($0.1))" }.joined(separator: ",\n")
      try put(
        Array("Object.assign(wwwwReport.faces, {\n\(list)\n});\n".utf8),
        "data/faces-\(person.map(\.description) ?? "nobody").js")
    }
    let list = moments.sorted { $0.key < $1.key }.map { media, times in
      "\"\(media)\": [" + times.sorted().map(String.init).joined(separator: ", ") + "]"
    }
    return ("{" + list.joined(separator: ", ") + "}", failures)
  }

  /// Writes the pairs that the graph links, those of each person with higher numbers in one script.
  private func writePairs(
    _ pages: CasePages, _ document: GraphDocument, progress: any ProgressReporter,
    _ put: ([UInt8], String) throws -> Void
  ) throws {
    let persons = part.snapshot.persons.map(\.id)
    var pairs: [PersonID: [PersonID]] = [:]
    for i in document.edgeSources.indices {
      let pair = PersonPair(
        persons[Int(document.edgeSources[i])], persons[Int(document.edgeTargets[i])])
      pairs[pair.lower, default: []].append(pair.higher)
    }
    for (index, (person, others)) in pairs.sorted(by: { $0.key < $1.key }).enumerated() {
      try put(
        Self.script(
          try others.sorted().map { ("pairs/\(person)/\($0)", try pages.pair(person, $0)) }),
        "data/pairs-\(person).js")
      progress.update("Writing pairs", done: index + 1, of: pairs.count)
    }
  }

  /// A script that hands over answers.
  private static func script(_ answers: [(String, String)], extra: String = "") -> [UInt8] {
    let list = answers.map { "\(quoted($0.0)): \($0.1)" }.joined(separator: ",\n")
    return Array("Object.assign(wwwwReport.answers, {\n\(list)\n});\n\(extra)\n".utf8)
  }
}
