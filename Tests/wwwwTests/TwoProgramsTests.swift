import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// Two built programs decide on one case at once: nothing is lost, and nothing is decided twice.
@Suite struct TwoProgramsTests {
  private struct DecisionRow: Decodable {
    let decision: Int
    let kind: String
    let person: Int?
    let name: String?
    let author: String
  }
  private struct Person: Decodable {
    let person: Int
    let name: String?
    let faces: Int
  }

  private func decisions(_ album: SampleCase) throws -> [DecisionRow] {
    try JSONDecoder().decode(
      [DecisionRow].self,
      from: Data(try album.must("people", "decisions", "--format", "json").utf8))
  }

  private func people(_ album: SampleCase) throws -> [Person] {
    try JSONDecoder().decode(
      [Person].self, from: Data(try album.must("people", "--format", "json").utf8))
  }

  /// Runs both lists of commands at once, each one after the other; returns how many succeeded.
  private func atOnce(_ first: [[String]], _ second: [[String]], in album: SampleCase) throws -> Int
  {
    let done = Mutex(0)
    let home = album.folder
    DispatchQueue.concurrentPerform(iterations: 2) { i in
      // A folder of its own for what the program says.
      let folder = home.appending("run\(i)")
      try? FileManager.default.createDirectory(
        atPath: folder.string, withIntermediateDirectories: true)
      let run = CommandLine(folder: folder)
      for command in i == 0 ? first : second {
        let outcome = try? run(command + ["--case", home.appending("wwww-case").string])
        if outcome?.status == 0 { done.withLock { $0 += 1 } }
      }
    }
    return done.withLock { $0 }
  }

  @Test func everyDecisionOfTwoProgramsIsRecordedOnce() throws {
    let album = try SampleCase.clustered()
    let before = try decisions(album).count
    let rounds = 8
    let succeeded = try atOnce(
      (0..<rounds).map { ["people", "name", "1", "Ben \($0)", "--author", "Ada"] },
      (0..<rounds).map { _ in ["people", "confirm", "2", "--author", "Ben"] }, in: album)
    #expect(succeeded == 2 * rounds)
    let all = try decisions(album)
    #expect(all.count == before + 2 * rounds)
    #expect(all.map(\.decision) == Array(1...all.count))
    #expect(
      all.filter { $0.author == "Ada" }.compactMap(\.name).suffix(rounds)
        == (0..<rounds).map { "Ben \($0)" }[...])
    #expect(try people(album).first { $0.person == 1 }?.name == "Ben \(rounds - 1)")
  }

  @Test func whatContradictsIsTakenOnceWhileSomebodyClusters() throws {
    let album = try SampleCase.clustered()
    // Both want the same name, and somebody clusters meanwhile.
    _ = try atOnce(
      [["people", "name", "1", "Cleo"], ["cluster"], ["people", "name", "3", "Dora"]],
      [
        ["people", "name", "2", "Cleo"], ["cluster", "--eps", "0.3"],
        ["people", "merge", "3", "4"],
      ],
      in: album)
    let people = try people(album)
    #expect(people.count { $0.name == "Cleo" } == 1)
    #expect(people.count { $0.name == "Ada" && $0.faces > 0 } == 1)
    #expect(people.filter { $0.name != nil }.allSatisfy { $0.faces > 0 })
  }
}
