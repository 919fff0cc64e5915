import CaseStore
import Domain
import Files
import Testing
import WhoWhere

@Suite struct ListingTests {
  @Test func listsPersonsWithCommunities() throws {
    let album = try AlbumCase()
    let reader = try album.reader()
    #expect(try !reader.knowsCommunities())
    try album.store.findCommunities(reader)
    #expect(try reader.knowsCommunities())
    let table = try PersonListing(reader).all()
    #expect(
      table.columns == [
        "person", "name", "faces", "media", "first", "last", "degree", "community",
        "confidence", "unconfirmed", "artefact",
      ])
    #expect(table.rows.count == 5)
    #expect(
      table.rows[0] == [
        0, "Ada", 2, 2, "2024-05-01T10:00:00Z", "2024-05-02T10:00:00Z", 2, 0, .missing,
        .missing, .missing,
      ])
    #expect(try reader.people("community:0").contains(0))
    // Other persons, other communities.
    let faces = try album.store.faces()
    try album.store.assign(faces.personIDs, faceIDs: faces.ids, run: 1)
    #expect(try reader.knowsCommunities())
    try album.store.assign(
      faces.personIDs.map { $0 == 0 ? nil : $0 }, faceIDs: faces.ids, run: 1)
    #expect(try !reader.knowsCommunities())
  }

  /// What the case notes answers like what is measured, until persons change.
  @Test func notesHowCentralPersonsAre() throws {
    let album = try AlbumCase()
    let reader = try album.reader()
    let measures: [PersonMeasure] = [.degree, .betweenness, .closeness, .pagerank]
    #expect(try reader.keptMeasure("pagerank").isEmpty)
    let measured = try NamedGraph(of: reader).centrality(measures).table
    try album.store.measurePeople(reader, jobs: 2)
    for measure in PersonMeasure.all where measure.isKept {
      #expect(try reader.keptMeasure(measure.name).count == measured.rows.count)
    }
    #expect(try NamedGraph(of: reader).centrality(measures).table.rows == measured.rows)
    #expect(Set(try reader.keptMeasure("pagerank").values).count > 1)
    let faces = try album.store.faces()
    try album.store.assign(
      faces.personIDs.map { $0 == 0 ? nil : $0 }, faceIDs: faces.ids, run: 1)
    #expect(try reader.keptMeasure("pagerank").isEmpty)
    #expect(try NamedGraph(of: reader).centrality(measures).table.rows != measured.rows)
  }

  @Test func tellsAllAboutAPerson() throws {
    let album = try AlbumCase()
    let details = try PersonListing(album.reader()).details(of: 2, limit: 1)
    let sections = Dictionary(uniqueKeysWithValues: details.sections)
    #expect(sections["person"]?.rows.first?.prefix(4) == [2, .missing, 2, 2])
    #expect(sections["faces"]?.rows.count == 1)
    #expect(sections["companions"]?.rows.first?.prefix(3) == [0, "Ada", 1])
    #expect(sections["places"]?.rows.isEmpty == true)
  }

  @Test func tellsWhoIsInAPicture() throws {
    let album = try AlbumCase()
    let reader = try album.reader()
    let details = try MediaListing(reader).details(of: reader.media("b.jpg"))
    let sections = Dictionary(uniqueKeysWithValues: details.sections)
    #expect(sections["media"]?.rows.first?.first == "b.jpg")
    #expect(sections["files"]?.rows == [["b.jpg", 1]])
    #expect(sections["faces"]?.rows.map { $0[1] } == ["Ada", "Ben", .missing])
  }
}
