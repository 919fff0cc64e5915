import CaseStore
import Domain
import GraphAnalysis
import SystemPackage
import TestSupport
import Testing
import WhoWhere

@Suite(.enabled(if: ProjectFiles.areFetched, "`make setup` fetches models and samples"))
struct GraphSelectionTests {
  private let snapshot: CaseSnapshot
  init() throws {
    snapshot = try CaseSnapshot(of: SQLiteCase(in: SampleCase.shared.get().caseFolder))
  }

  private func cooccurrence(_ selection: GraphSelection) throws -> Cooccurrence {
    try Cooccurrence(in: snapshot, selection: selection, jobs: 2)
  }

  @Test func takesMediaByTime() throws {
    let late = try cooccurrence(GraphSelection(since: "2020"))
    #expect(late.snapshot.media.count > 0)
    #expect(late.snapshot.media.allSatisfy { $0.date ?? "" >= "2020" })
    let year = try cooccurrence(GraphSelection(since: "2019", until: "2019"))
    #expect(year.snapshot.media.allSatisfy { $0.date?.hasPrefix("2019") == true })
    #expect(
      year.snapshot.media.count == snapshot.media.count { $0.date?.hasPrefix("2019") == true })
    // Whoever is left is in one of the media that are left.
    #expect(year.snapshot.persons.count == Set(year.snapshot.appearances.map(\.person)).count)
  }

  @Test func takesMediaOfAnEvent() throws {
    let reader = try CaseReader(in: SampleCase.shared.get().caseFolder)
    let event = try reader.event("2019-09-07 Harbour")
    let harbour = try cooccurrence(GraphSelection(event: Set(event)))
    #expect(harbour.snapshot.media.map(\.id).sorted() == event)
    #expect(!event.isEmpty && event.count < snapshot.media.count)
  }

  @Test func takesMediaByPlace() throws {
    let media = try #require(snapshot.media.first { $0.place != nil })
    let area = Area(center: try #require(media.place), kilometers: 1)
    let near = try cooccurrence(GraphSelection(area: area)).snapshot.media
    #expect(near.contains { $0.sha256 == media.sha256 })
    #expect(near.count < snapshot.media.count)
    #expect(
      try cooccurrence(
        GraphSelection(area: Area(center: Place(latitude: -89, longitude: 0), kilometers: 1))
      ).snapshot.media.isEmpty)
  }

  @Test func leavesOutWeakPairs() throws {
    let all = try cooccurrence(GraphSelection())
    let strong = try cooccurrence(GraphSelection(minWeight: 5))
    #expect(strong.people.graph.edgeCount < all.people.graph.edgeCount)
    #expect(strong.people.graph.edges.allSatisfy { $0.weight >= 5 })
    #expect(strong.snapshot.persons == all.snapshot.persons)
    let significant = try cooccurrence(GraphSelection(significance: 0.05))
    #expect(significant.people.graph.edgeCount <= all.people.graph.edgeCount)
  }

  /// In photos, a frame is a media.
  @Test func photosHaveOneFrame() throws {
    let byMedia = try cooccurrence(GraphSelection())
    let byFrame = try cooccurrence(GraphSelection(unit: .frame))
    #expect(byMedia.people.graph == byFrame.people.graph)
    for edge in byMedia.people.graph.edges {
      #expect(byMedia.evidence(ofEdge: edge.id) == byFrame.evidence(ofEdge: edge.id))
      #expect(Double(byMedia.evidence(ofEdge: edge.id).count) == edge.weight)
    }
  }
}
