import CaseStore
import Domain
import FaceClustering
import TestSupport
import Testing
import WhoWhere

/// Whatever happened to a case, clustering gives what a fresh case with the same faces gives.
struct KeptNeighborsTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func groupsAreThoseOfAFreshCase(seed: UInt64) throws {
    let crowd = try CrowdCase(people: 40, seed: seed)
    var photos: [String] = []
    for step in 0..<14 {
      switch step == 0 ? 0 : crowd.next(below: 4) {
      case 0, 1:
        let new = (0..<(step == 0 ? 80 : 1 + crowd.next(below: 30))).map { "\(step)/\($0).jpg" }
        try crowd.storage.save(try new.map { try crowd.photo($0, of: people(crowd)) })
        photos += new
      case 2:
        let gone = Set(
          (0..<1 + crowd.next(below: 20)).map { _ in photos[crowd.next(below: photos.count)] })
        try crowd.forget(gone)
        photos.removeAll { gone.contains($0) }
      default:
        let some = (0..<5).map { _ in photos[crowd.next(below: photos.count)] }
        try crowd.storage.save(
          try some.map { try crowd.photo($0, of: people(crowd), recipe: .test("\(step)")) })
      }
      try expectFreshGroups(crowd, settings(crowd.next(below: 6)))
    }
  }

  private func people(_ crowd: CrowdCase) -> [Int] {
    let first = crowd.next(below: 40)
    return [[first], [first, (first + 1 + crowd.next(below: 39)) % 40]][crowd.next(below: 2)]
  }

  private func settings(_ choice: Int) -> ClusterSettings {
    switch choice {
    case 0: ClusterSettings(minQuality: 0.5)
    case 1: ClusterSettings(method: .dbscan(eps: 0.3, minSamples: 2), minQuality: 0.5)
    case 2: ClusterSettings(method: .calibratedDBSCAN(minSamples: 3))
    default: ClusterSettings()
    }
  }

  private func expectFreshGroups(_ crowd: CrowdCase, _ settings: ClusterSettings) throws {
    try crowd.cluster(settings)
    let faces = try crowd.storage.faces()
    let fresh = try CrowdCase(people: 1, seed: 0)
    let source = try fresh.storage.sourceFolder(Array("/photos".utf8), label: "")
    var start = 0
    while start < faces.count {
      let end = faces.mediaIDs[start...].firstIndex { $0 != faces.mediaIDs[start] } ?? faces.count
      var item = try fresh.photo("\(start)", of: [])
      item.file.sourceID = source.id
      item.faces = (start..<end).map { row in
        let box = faces.boxes[row]
        return NewFace(
          box: box, score: 1,
          quality: faces.qualities[row], size: 1, sharpness: 1, pose: 1, landmarks: [],
          encoder: .dlib,
          embedding: Array(faces.embedding(row)))
      }
      try fresh.storage.save([item])
      start = end
    }
    try fresh.cluster(settings)
    let groups = Clustering(groups: faces.personIDs.map { $0?.rawValue ?? -1 })
    #expect(
      groups == Clustering(groups: try fresh.storage.faces().personIDs.map { $0?.rawValue ?? -1 }))
    #expect(groups.clusterCount > 5)
  }

  @Test func secondClusteringComparesNothingAnew() throws {
    let crowd = try CrowdCase(people: 30, seed: 5)
    try crowd.storage.save(try (0..<200).map { try crowd.photo("\($0).jpg", of: [$0 % 30]) })
    try crowd.cluster()
    let lists = try #require(try crowd.storage.neighborLists())
    #expect(lists.earlier.count > 300)
    try crowd.cluster()
    #expect(try crowd.storage.neighborLists() == lists)
    try crowd.storage.save(try (200..<220).map { try crowd.photo("\($0).jpg", of: [$0 % 30]) })
    try crowd.cluster()
    let longer = try #require(try crowd.storage.neighborLists())
    #expect(longer.radius == lists.radius, "lists were extended, not made anew")
    #expect(Array(longer.faceIDs.prefix(lists.faceIDs.count)) == lists.faceIDs)
    #expect(Array(longer.earlier.prefix(lists.earlier.count)) == lists.earlier)
  }
}
