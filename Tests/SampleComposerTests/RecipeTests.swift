import Foundation
import SampleComposer
import Testing

/// What the committed recipe promises to those who test with its photos.
@Suite struct RecipeTests {
  private struct Manifest: Decodable {
    struct Picture: Decodable {
      var file: String
      var person: String?
    }
    var pictures: [Picture]
  }

  private let recipe: Recipe
  private let manifest: Manifest

  init() throws {
    let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../samples").standardizedFileURL
    recipe = try JSONDecoder().decode(
      Recipe.self, from: Data(contentsOf: samples.appending(path: "recipe.json")))
    manifest = try JSONDecoder().decode(
      Manifest.self, from: Data(contentsOf: samples.appending(path: "manifest.json")))
  }

  private var photos: [Recipe.Photo] { recipe.events.flatMap(\.photos) }

  @Test func hasPhotosOfOneToFivePeople() {
    #expect(photos.count >= 30)
    #expect(Set(photos.map(\.people.count)) == [1, 2, 3, 4, 5])
    #expect(photos.allSatisfy { max($0.width, $0.height) >= 1080 })
  }

  @Test func nobodyIsTwiceInAPhoto() {
    for photo in photos {
      #expect(Set(photo.people.map(\.person)).count == photo.people.count)
    }
  }

  @Test func headsBelongToTheirPeopleAndSeldomComeAgain() {
    let owners = Dictionary(
      uniqueKeysWithValues: manifest.pictures.map { ($0.file, $0.person) })
    for person in photos.flatMap(\.people) {
      #expect(owners[person.source] == person.person)
    }
    let uses = photos.flatMap(\.people).reduce(into: [:]) { $0[$1.source, default: 0] += 1 }
    #expect(uses.values.allSatisfy { $0 <= 2 })
    for copy in recipe.copies {
      #expect(copy.people.allSatisfy { owners[copy.source] == $0.person })
    }
  }

  @Test func namesComeAgainInOtherFoldersOnly() {
    let paths = recipe.events.flatMap { event in event.photos.map { "\(event.folder)/\($0.file)" } }
    #expect(Set(paths).count == paths.count)
    #expect(Set(photos.map(\.file)).count < photos.count)
  }

  @Test func somePhotosAreStoredTurned() {
    #expect(Set(photos.compactMap(\.orientation)) == [3, 6, 8])
  }
}
