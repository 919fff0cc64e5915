import CaseStore
import Domain
import FaceVision
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing
import WhoWhere

/// From real photos to every output, compared with the truth that the composer wrote.
@Suite(.enabled(if: ProjectFiles.areFetched, "`make setup` fetches models and samples"))
struct MainJobTests {
  private let sample: SampleCase
  init() throws { sample = try SampleCase.shared.get() }

  private struct Truth {
    let path, person: String
    let box: FaceBox
  }

  private func box(_ row: [String: String]) -> FaceBox {
    func side(_ name: String) -> Int { Int(row[name] ?? "") ?? -1 }
    return FaceBox(
      top: side("top"), right: side("right"), bottom: side("bottom"), left: side("left"))
  }

  /// For each row of the truth the number of the person found there.
  private func match() throws -> [(truth: Truth, person: String?)] {
    let faces = Dictionary(grouping: try rows(sample.output.appending("faces.csv"))) {
      $0["path"] ?? ""
    }
    return try rows(ProjectFiles.samples.appending("truth.csv")).map { row in
      let truth = Truth(path: row["path"] ?? "", person: row["person"] ?? "", box: box(row))
      let best = faces[truth.path]?.max {
        box($0).overlap(truth.box) < box($1).overlap(truth.box)
      }
      guard let best, box(best).overlap(truth.box) > 0.3 else { return (truth, nil) }
      return (truth, best["person"])
    }
  }

  @Test func findsEveryPersonAndMixesNobodyUp() throws {
    let matches = try match()
    #expect(matches.count >= 80)
    #expect(matches.count { $0.person == nil || $0.person == "-1" } <= 2)
    var numbers: [String: Set<String>] = [:]
    var people: [String: Set<String>] = [:]
    for case (let truth, let person?) in matches where person != "-1" {
      numbers[truth.person, default: []].insert(person)
      people[person, default: []].insert(truth.person)
    }
    #expect(people.values.allSatisfy { $0.count == 1 })
    #expect(numbers.values.allSatisfy { $0.count == 1 })
    #expect(numbers.count == Set(matches.map(\.truth.person)).count)
    #expect(sample.report.counts["persons"] == numbers.count)
  }

  /// Every edge of both graphs is one of the truth's, and the other way round but for misses.
  @Test func bothGraphsAreThoseOfTheTruth() throws {
    let matches = try match()
    var name: [String: String] = [:]
    for case (let truth, let person?) in matches { name[person] = truth.person }
    let expected = Set(matches.map { "\($0.truth.person) \($0.truth.path)" })
    let missed = Set(
      matches.filter { $0.person == nil || $0.person == "-1" }
        .map { "\($0.truth.person) \($0.truth.path)" })
    let appearances = Set(
      try rows(sample.output.appending("appearances.csv")).map {
        "\(name[$0["person"] ?? ""] ?? "?") \($0["path"] ?? "")"
      })
    #expect(appearances == expected.subtracting(missed))

    var weights: [Set<String>: Int] = [:]
    for (_, rows) in Dictionary(grouping: matches, by: \.truth.path) {
      let people = rows.filter { $0.person != nil && $0.person != "-1" }.map(\.truth.person)
      for a in people { for b in people where a < b { weights[[a, b], default: 0] += 1 } }
    }
    let pairs = try rows(sample.output.appending("cooccurrences.csv"))
    #expect(pairs.count == weights.count)
    for pair in pairs {
      let people = Set([pair["person_a"], pair["person_b"]].compactMap { name[$0 ?? ""] })
      #expect(Double(pair["weight"] ?? "") == weights[people].map(Double.init))
    }
  }

  @Test func neverTouchesTheOriginals() throws {
    #expect(try SampleCase.hashes() == sample.hashesBefore)
  }

  @Test func annotatesACopyOfEveryPhoto() throws {
    let copies = try FileListing(root: sample.output.appending("annotated")).files
    #expect(
      Set(copies.map { displayName($0.relativePath) }) == Set(sample.hashesBefore.keys))
    for copy in copies {
      let original = SampleCase.photos.pushing(copy.relativePath)
      let bytes = try readFile(original)
      let upright = try Picture(decoding: bytes)
        .upright(from: PictureMetadata(reading: bytes).orientation)
      let annotated = try Picture(decoding: readFile(copy.path))
      #expect(annotated.width == upright.width && annotated.height == upright.height)
      #expect(annotated.pixels != upright.pixels)
    }
  }

  @Test func writesEveryOutputItNames() throws {
    for name in sample.report.outputs {
      #expect(try readFile(sample.output.appending(name)).count > 20, "\(name)")
    }
    #expect(
      Set(sample.report.outputs).isSuperset(of: [
        "people.csv", "faces.csv", "appearances.csv", "cooccurrences.csv", "run.json",
        "face_graph.graphml", "face_graph.gexf", "people_graph.graphml", "people_graph.gexf",
        "people_graph.svg", "people_graph.png", "face_graph.svg",
      ]))
    #expect(sample.report.failures.isEmpty)
  }

  @Test func readsDatesAndPlaces() throws {
    let media = try rows(sample.output.appending("media.csv"))
    let dated = media.filter { $0["date"] != "" }
    #expect(dated.count >= 30)
    #expect(dated.allSatisfy { $0["date"]?.hasSuffix("Z") == true })
    #expect(media.count { $0["latitude"] != "" } >= 30)
  }

  /// The same input gives the same bytes, whatever the number of threads; and a second run on the
  /// same case does nothing twice.
  @Test func isDeterministicAndDoesNothingTwice() throws {
    let folder = try TemporaryFolder()
    let output = folder.path.appending("out")
    let first = try SampleCase.job(
      output: output, caseFolder: folder.path.appending("case"), jobs: 1
    ).run()
    #expect(first.counts == sample.report.counts)
    func compareOutputs() throws {
      let files = try FileListing(root: sample.output).files
      #expect(try FileListing(root: output).files.count == files.count)
      for file in files where file.relativePath != "run.json" {
        #expect(
          try ContentHash.of(file: file.path)
            == ContentHash.of(file: output.pushing(file.relativePath)),
          "\(file.relativePath)")
      }
    }
    try compareOutputs()
    let again = try SampleCase.job(
      output: output, caseFolder: folder.path.appending("case"), jobs: 2
    ).run()
    #expect(again.counts["new_media"] == 0 && again.counts["new_faces"] == 0)
    #expect(again.counts["new_annotated_copies"] == 0)
    #expect(again.counts["known_files"] == sample.report.counts["media"])
    #expect(again.changes.isEmpty)
    try compareOutputs()
  }

  /// Photos that come later join the persons they belong to, and nobody's number changes.
  @Test func keepsNumbersWhenPhotosAreAdded() throws {
    let folder = try TemporaryFolder()
    let photos = folder.path.appending("photos")
    let files = try FileListing(root: SampleCase.photos).files
    for file in files.prefix(25) {
      try writeAtomically(readFile(file.path), to: photos.pushing(file.relativePath))
    }
    func run() throws -> [String: String] {
      _ = try SampleCase.job(
        [photos], output: folder.path.appending("out"), caseFolder: folder.path.appending("case")
      ).run()
      return Dictionary(
        uniqueKeysWithValues: try rows(folder.path.appending("out/faces.csv")).map { row in
          ("\(row["path"]!) \(row["top"]!) \(row["left"]!)", row["person"]!)
        })
    }
    let before = try run()
    for file in files.dropFirst(25) {
      try writeAtomically(readFile(file.path), to: photos.pushing(file.relativePath))
    }
    let after = try run()
    #expect(after.count > before.count)
    for (face, person) in before where person != "-1" { #expect(after[face] == person) }
  }
}
