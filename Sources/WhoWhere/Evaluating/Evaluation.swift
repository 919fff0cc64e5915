import CaseStore
import Domain
import FaceClustering
import FaceVision
import Files
import GraphFormats
import SystemPackage

/// How well the persons of a case agree with labels that a user gave.
public struct Evaluation: Sendable {
  /// The figures.
  public let score: ClusteringScore
  /// The labeled persons, in the order of their numbers in `score`.
  public let people: [String]
  /// Labels without a photo or face in the case, and labels that are given twice.
  public let failures: [Failure]

  /// Compares the persons of `snapshot` with `labels`.
  ///
  /// A label's photo is found by its path as shown, its absolute path, or the end of it where only
  /// one fits. Its face is the one that overlaps the label's box by half, else the one nearest to the
  /// photo's center.
  ///
  /// - Parameters:
  ///   - worst: How many confusions to list.
  /// - Throws: `EvaluationError` where no label fits.
  /// - Complexity: O(labels + faces + files · depth of folders).
  public init(of snapshot: CaseSnapshot, labels: LabelFile, worst: Int = 10) throws {
    let faces = snapshot.faces
    let finder = MediaFinder(snapshot)
    let facesOfMedia = Dictionary(grouping: 0..<faces.count) { snapshot.faceMedia[$0] }
    let people = Set(labels.labels.map(\.person)).sorted()
    let number = Dictionary(uniqueKeysWithValues: zip(people, 0...))
    var truth = [Int?](repeating: nil, count: faces.count)
    var failures: [Failure] = []
    for label in labels.labels {
      func fail(_ reason: String, _ message: String) {
        failures.append(
          Failure(path: label.path, reason: reason, message: "line \(label.line): \(message)"))
      }
      // Tables of this program put an apostrophe before what a spreadsheet takes for a formula.
      guard
        let media = finder.media(label.path)
          ?? finder.media(CSVWriter.withoutGuard(label.path))
      else {
        fail("unknown", "no photo of the case, or several, fit this path")
        continue
      }
      let rows = facesOfMedia[media] ?? []
      guard let row = Self.face(label.box, among: rows, of: snapshot, media) else {
        fail(
          "no-face",
          rows.isEmpty ? "no face was found in the photo" : "no face was found in the box")
        continue
      }
      if let old = truth[row], old != number[label.person] {
        fail("contradiction", "the same face is labeled “\(people[old])” already")
        continue
      }
      truth[row] = number[label.person]
    }
    guard truth.contains(where: { $0 != nil }) else { throw EvaluationError.noLabelFits(failures) }
    score = try ClusteringScore(
      labels: faces.personIDs.map { Int32($0?.rawValue ?? -1) }, truth: truth,
      frames: PersonFinder.frames(of: faces),
      worst: worst)
    self.people = people
    self.failures = failures
  }

  private static func face(
    _ box: FaceBox?, among rows: [Int], of snapshot: CaseSnapshot, _ media: Int
  ) -> Int? {
    let boxes = snapshot.faces.boxes
    if let box {
      return rows.map { (overlap: boxes[$0].overlap(box), row: $0) }
        .filter { $0.overlap >= 0.5 }
        .max { ($0.overlap, -$0.row) < ($1.overlap, -$1.row) }?.row
    }
    // Twice the offset of the centers, so that it is a whole number.
    func offset(_ row: Int) -> Int {
      let x = boxes[row].left + boxes[row].right - snapshot.media[media].width
      let y = boxes[row].top + boxes[row].bottom - snapshot.media[media].height
      return x * x + y * y
    }
    return rows.min { (offset($0), $0) < (offset($1), $1) }
  }

  /// The figures and the worst confusions.
  public func sections() -> ResultSections {
    var figures = ResultTable(columns: ["figure", "precision", "recall", "f"])
    for (name, values) in [("pairwise", score.pairwise), ("bcubed", score.bCubed)] {
      figures.append([
        .text(name), .number(values.precision), .number(values.recall), .number(values.f),
      ])
    }
    var more = ResultTable(columns: ["figure", "value"])
    more.append(["labeled_faces", .integer(score.faces)])
    more.append(["labeled_persons", .integer(people.count)])
    more.append(["purity", .number(score.purity)])
    more.append(["same_frame_impurity", CSVCell(score.sameFrameImpurity)])
    more.append(["labels_not_found", .integer(failures.count)])
    var confusions = ResultTable(columns: ["person", "other", "pairs"])
    for confusion in score.confusions {
      confusions.append([
        .text(people[confusion.first]), .text(people[confusion.second]),
        .integer(confusion.pairs),
      ])
    }
    var sections = ResultSections()
    sections.append("agreement", figures)
    sections.append("figures", more)
    sections.append("confusions", confusions)
    return sections
  }
}

/// Why nothing could be measured.
public enum EvaluationError: Error, Sendable, CustomStringConvertible {
  /// No label has a photo and a face in the case.
  case noLabelFits([Failure])

  /// What happened.
  public var description: String {
    switch self {
    case .noLabelFits(let failures):
      "no label fits a face of the case"
        + (failures.first.map { ": \($0.path), \($0.message)" } ?? "")
    }
  }
}

/// Finds media by whatever path a user has for them.
private struct MediaFinder {
  private var shown: [String: Set<Int>] = [:]
  private var absolute: [[UInt8]: Int] = [:]
  private var endings: [String: Set<Int>] = [:]

  init(_ snapshot: CaseSnapshot) {
    for (media, files) in snapshot.files.enumerated() {
      for file in files {
        shown[file.path, default: []].insert(media)
        absolute[file.location] = media
        var rest = displayName(bytes: file.location)[...]
        while let slash = rest.firstIndex(of: "/") {
          rest = rest[rest.index(after: slash)...]
          endings[String(rest), default: []].insert(media)
        }
      }
    }
  }

  func media(_ path: String) -> Int? {
    if let found = shown[path], found.count == 1 { return found.first }
    let location = absolutePath(FilePath(path)) ?? FilePath(path)
    if let media = absolute[location.bytes] { return media }
    let found = endings[path.hasPrefix("./") ? String(path.dropFirst(2)) : path]
    return found?.count == 1 ? found?.first : nil
  }
}
