import FaceClustering
import ParallelLoops
import Testing

@Suite struct PersonMatchingTests {
  struct Case: Decodable {
    var previous: [Int]
    var labels: [Int32]
    var kept: Int
  }

  @Test func keepsAsManyFacesAsScipy() throws {
    for example in try Fixture.json("matchings", [Case].self) {
      let previous = example.previous.map { $0 < 0 ? nil : $0 }
      let matching = PersonMatching(previous: previous, labels: example.labels, nextPerson: 0)
      let kept = zip(previous, matching.persons).filter { $0 != nil && $0 == $1 }.count
      #expect(kept == example.kept)
      for (label, person) in zip(example.labels, matching.persons) {
        #expect((label < 0) == (person == nil))
      }
    }
  }

  @Test func firstClusteringNumbersFromZero() {
    let matching = PersonMatching(
      previous: [nil, nil, nil, nil], labels: [0, 1, 0, -1], nextPerson: 0)
    #expect(matching.persons == [0, 1, 0, nil])
    #expect(matching.nextPerson == 2)
    #expect(matching.changes == [.new(person: 0, faces: 2), .new(person: 1, faces: 1)])
  }

  @Test func nothingChanges() {
    let matching = PersonMatching(
      previous: [7, 3, 7, nil], labels: [0, 1, 0, -1], nextPerson: 8)
    #expect(matching.persons == [7, 3, 7, nil])
    #expect(matching.changes.isEmpty)
    #expect(matching.nextPerson == 8)
  }

  @Test func reportsChanges() {
    // 1 grows; 2 and 3 merge; 4 splits; 5 vanishes; 6 lost a removed face.
    let matching = PersonMatching(
      previous: [1, 1, nil, 2, 2, 3, 4, 4, 4, 5, 6, 6],
      labels: [0, 0, 0, 1, 1, 1, 2, 2, 3, -1, 4, 4], nextPerson: 7, removed: [.init(person: 6)])
    #expect(matching.persons == [1, 1, 1, 2, 2, 2, 4, 4, 7, nil, 6, 6])
    #expect(
      matching.changes == [
        .grown(person: 1, by: 1), .merged(person: 2, from: [3]), .vanished(person: 3),
        .split(person: 4, into: [7]), .vanished(person: 5), .shrunk(person: 6, by: 1),
        .new(person: 7, faces: 1),
      ])
  }

  @Test func neverReusesNumbers() {
    let matching = PersonMatching(
      previous: [4, nil], labels: [-1, 0], nextPerson: 2, removed: [.init(person: 9)])
    #expect(matching.persons == [nil, 10])
    #expect(matching.nextPerson == 11)
  }

  @Test func namedPersonsComeFirst() {
    // Person 1 has one face in the cluster, person 0 three; 1 has a name.
    let previous: [Int?] = [0, 0, 0, 1]
    let unnamed = PersonMatching(previous: previous, labels: [0, 0, 0, 0], nextPerson: 2)
    #expect(unnamed.persons == [0, 0, 0, 0])
    let named = PersonMatching(
      previous: previous, labels: [0, 0, 0, 0], nextPerson: 2, named: [1])
    #expect(named.persons == [1, 1, 1, 1])
  }

  @Test func namedPersonKeepsFacesThatNoClusterTook() {
    let matching = PersonMatching(
      previous: [0, 0, 1], labels: [-1, -1, -1], nextPerson: 2, named: [0])
    #expect(matching.persons == [0, 0, nil])
    #expect(matching.changes == [.vanished(person: 1)])
  }

  @Test func doesNotDependOnClusterNumbers() {
    var random = SplitMix64(seed: 3)
    let previous = (0..<200).map { _ in Int.random(in: -1..<20, using: &random) }
      .map { $0 < 0 ? nil : $0 }
    let labels = (0..<200).map { _ in Int32.random(in: -1..<25, using: &random) }
    let first = PersonMatching(previous: previous, labels: labels, nextPerson: 20)
    let again = PersonMatching(previous: previous, labels: labels, nextPerson: 20)
    #expect(first == again)
    // Once matched, the same grouping keeps every number.
    let next = PersonMatching(
      previous: first.persons, labels: labels, nextPerson: first.nextPerson)
    #expect(next.persons == first.persons)
    #expect(next.changes.isEmpty)
  }

  @Test func facesThatAreGoneCountForTheClusterTheyWouldBeIn() {
    // All photos were saved anew: nobody has a face, but the faces that are gone tell who is who.
    let gone = [(4, 1), (4, 1), (2, 0), (9, -1)].map {
      PersonMatching.RemovedFace(person: $0.0, label: Int32($0.1))
    }
    let matching = PersonMatching(
      previous: [nil, nil, nil, nil, nil], labels: [0, 0, 1, 1, 2], nextPerson: 10, removed: gone)
    #expect(matching.persons == [2, 2, 4, 4, 10])
    #expect(matching.changes.contains(.vanished(person: 9)))
    // What was told once is not told again.
    let again = PersonMatching(
      previous: matching.persons, labels: [0, 0, 1, 1, 2], nextPerson: 11,
      removed: [.init(person: 9, isRecent: false)])
    #expect(again.persons == matching.persons)
    #expect(again.changes.isEmpty)
    // One face of a named person outweighs many that are gone.
    let named = PersonMatching(
      previous: [1, nil], labels: [0, 0], nextPerson: 10, named: [1],
      removed: [PersonMatching.RemovedFace](repeating: .init(person: 4, label: 0), count: 5))
    #expect(named.persons == [1, 1])
  }
}
