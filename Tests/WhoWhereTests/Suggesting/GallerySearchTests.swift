import CaseStore
import Domain
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing
import WhoWhere

struct GallerySearchTests {
  @Test func knownPeopleAreFoundAndNamedUntilConfirmed() throws {
    let album = try VectorCase(persons: [[0], [0], [1], [1], [2]])
    try album.cluster()
    var search = try GallerySearch(
      for: [
        "Ada": [VectorCase.embedding(.init(person: 0, shift: 0.03))],
        "Nobody": [VectorCase.embedding(.init(person: 50))],
      ], in: album.storage)
    let best = try #require(search.matches.first)
    #expect(best.name == "Ada" && best.person == 0 && best.isBest && best.probability > 0.9)
    #expect(search.matches.allSatisfy { $0.name == "Ada" })
    #expect(search.accept(0.9, by: album.curation("machine")).isEmpty)
    let ada = try album.storage.persons()[0]
    #expect(ada.name == "Ada" && ada.nameProbability == best.probability)
    let snapshot = try CaseSnapshot(of: album.storage)
    #expect(snapshot.label(of: 0) == "Ada (machine, unconfirmed)")
    _ = try album.curation().confirm(0)
    #expect(try album.storage.persons()[0].nameProbability == nil)
    _ = try album.curation().undo()
    #expect(try album.storage.persons()[0].nameProbability == best.probability)
  }

  @Test func portraitsComeFromFoldersAndFiles() throws {
    let folder = try TemporaryFolder()
    func write(_ name: String, _ text: String = "") throws {
      let path = folder.path.appending(name)
      try FileManager.default.createDirectory(
        atPath: path.removingLastComponent().string, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path.string))
    }
    try write("pictures/Ada Lovelace.jpg")
    try write("pictures/Ada Lovelace 2.jpg")
    try write("pictures/King, Jr./a.jpg")
    let gallery = try Gallery(folder.path.appending("pictures"))
    #expect(
      gallery.portraits.map(\.name) == ["Ada Lovelace", "Ada Lovelace", "King, Jr."])
    try write("names.csv", "name,path\n\"King, Jr.\",pictures/x.jpg\n")
    let file = try Gallery(folder.path.appending("names.csv"))
    #expect(
      file.portraits == [
        .init(name: "King, Jr.", path: folder.path.appending("pictures/x.jpg"))
      ])
    try write("wrong.csv", "name,path\nAda\n")
    let error = #expect(throws: GalleryError.self) {
      try Gallery(folder.path.appending("wrong.csv"))
    }
    #expect(error?.description.contains("line 2") == true)
  }

  @Test func namesWithCommasWorkAndWrongLinesAreNamed() throws {
    let album = try VectorCase(persons: [[0], [0], [1], [1]])
    try album.cluster()
    let names = try NameFile(text: "person,name\n0,\"King, Jr.\"\n1,Ada\n")
    #expect(names.entries.map(\.name) == ["King, Jr.", "Ada"])
    for entry in names.entries {
      _ = try album.curation().name(PersonID(Int(entry.person)!), entry.name)
    }
    let reader = try CaseReader(in: album.folder.path)
    #expect(try reader.people("King, Jr., Ada") == [0, 1])
    #expect(try reader.people("ada,king, jr.") == [1, 0])
    for (text, line) in [
      ("who,name\n", 1), ("person,name\n0,King, Jr.\n", 2), ("person,name\n0,Ada\n1,\n", 3),
      ("person,name\n0,\"a\nb\"\n", 2),
    ] {
      let error = #expect(throws: NameFileError.self) { try NameFile(text: text) }
      #expect(error?.line == line)
    }
  }
}
