import FaceClustering
import ParallelLoops
import Testing

@Suite struct SeedTests {
  @Test func thePersonGoesWhereMostSeedsAre() {
    // Person 0 had all faces; a name was given to the first three, of whom two stay together.
    let seeds: [Seed?] = [Seed(person: 0), Seed(person: 0), Seed(person: 0), nil, nil, nil, nil]
    let matching = PersonMatching(
      previous: [0, 0, 0, 0, 0, 0, 0], labels: [0, 0, 1, 1, 1, 1, 1], nextPerson: 1, named: [0],
      seeds: seeds)
    #expect(matching.persons == [0, 0, 1, 1, 1, 1, 1])
    #expect(matching.changes == [.split(person: 0, into: [1]), .new(person: 1, faces: 5)])
  }

  @Test func confirmedSeedsOutweighOthers() {
    let seeds: [Seed?] = [
      Seed(person: 0), Seed(person: 0), Seed(person: 0, isConfirmed: true), nil,
    ]
    let matching = PersonMatching(
      previous: [0, 0, 0, nil], labels: [0, 0, 1, 1], nextPerson: 1, named: [0], seeds: seeds)
    #expect(matching.persons == [1, 1, 0, 0])
  }

  @Test func peopleOfDifferentNamesAreNeverJoined() {
    // One cluster of all: each name keeps its faces, others fall back to whom they were.
    let matching = PersonMatching(
      previous: [0, 0, 1, 1, 2, 2, nil], labels: [0, 0, 0, 0, 0, 0, 0], nextPerson: 3,
      named: [0, 1])
    #expect(matching.persons == [0, 0, 1, 1, 2, 2, nil])
    #expect(matching.changes.isEmpty)
  }

  @Test func seedsThatNothingGoesWithStay() {
    let matching = PersonMatching(
      previous: [4, nil, nil], labels: [-1, -1, -1], nextPerson: 5, named: [4],
      seeds: [Seed(person: 4), nil, Seed(person: 3, isConfirmed: true)])
    #expect(matching.persons == [4, nil, 3])
  }

  @Test func decisionsHoldWhateverTheLabels() throws {
    let constraints = try ClusteringConstraints(
      faceCount: 5, mustLink: [PairDecision(0, 4, name: "merge")],
      cannotLink: [PairDecision(0, 1, name: "reject")])
    let matching = PersonMatching(
      previous: [0, 0, 0, 0, nil], labels: [0, 0, 0, 0, -1], nextPerson: 1,
      constraints: constraints)
    #expect(matching.persons[4] == matching.persons[0])
    #expect(matching.persons[0] != matching.persons[1])
  }

  /// Random people are named, confirmed, joined and kept apart, and clustered at random: nobody known
  /// by name is ever without faces, and no decision is broken.
  @Test(arguments: 0..<40) func namesAreNeverLost(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let count = Int.random(in: 20...80, using: &random)
    var previous = [Int?](repeating: nil, count: count)
    var next = 0
    var seeds = [Seed?](repeating: nil, count: count)
    var named: Set<Int> = []
    var mustLink: [PairDecision] = []
    var cannotLink: [PairDecision] = []
    func constraints() throws -> ClusteringConstraints {
      try ClusteringConstraints(
        faceCount: count, mustLink: mustLink, cannotLink: cannotLink,
        names: Seed.names(seeds, named: named))
    }
    for _ in 0..<30 {
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        let face = Int.random(in: 0..<count, using: &random)
        guard let person = previous[face] else { continue }
        let before = (seeds, named, mustLink, cannotLink)
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
          named.insert(person)
          for other in 0..<count where previous[other] == person {
            if seeds[other]?.isConfirmed != true { seeds[other] = Seed(person: person) }
          }
        case 1:
          // A confirmed face is linked to the others that are.
          if let other = seeds.firstIndex(of: Seed(person: person, isConfirmed: true)) {
            mustLink.append(PairDecision(other, face, name: "confirm"))
          }
          seeds[face] = Seed(person: person, isConfirmed: true)
        case 2:
          let other = Int.random(in: 0..<count, using: &random)
          mustLink.append(PairDecision(face, other, name: "merge"))
        default:
          let other = Int.random(in: 0..<count, using: &random)
          cannotLink.append(PairDecision(face, other, name: "different"))
        }
        // Nobody takes a named person's last face, or decides against other decisions.
        let isEmptied = !named.isSubset(of: Set(seeds.compactMap { $0?.person }))
        if isEmptied || (try? constraints()) == nil {
          (seeds, named, mustLink, cannotLink) = before
        }
      }
      let clusters = Int.random(in: 1...count, using: &random)
      let labels = (0..<count).map { _ in Int32.random(in: -1..<Int32(clusters), using: &random) }
      let matching = PersonMatching(
        previous: previous, labels: labels, nextPerson: next, named: named, seeds: seeds,
        constraints: try constraints())
      let persons = matching.persons
      for person in named {
        #expect(persons.contains(person), "person \(person) has no faces")
        let faces = persons.indices.filter { persons[$0] == person }
        let others = Set(faces.compactMap { seeds[$0]?.person }).intersection(named)
        #expect(others.subtracting([person]).isEmpty, "\(others) joined")
        #expect(faces.contains { seeds[$0]?.person == person })
      }
      for link in mustLink { #expect(persons[link.first] == persons[link.second]) }
      for link in cannotLink {
        let first = persons[link.first]
        #expect(first == nil || first != persons[link.second])
      }
      previous = persons
      next = matching.nextPerson
    }
  }
}
