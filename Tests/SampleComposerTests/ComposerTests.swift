import Domain
import FaceVision
import Files
import Foundation
import SampleComposer
import SystemPackage
import Testing

@Suite struct ComposerTests {
  /// A folder with one source picture, gone after the test.
  private final class Folder {
    let path = FilePath(NSTemporaryDirectory()).appending("composer-\(UUID().uuidString)")

    init() throws {
      try writeAtomically(
        Picture(width: 150, height: 150, fill: Color(200, 150, 120)).png(),
        to: path.appending("head.png"))
    }

    deinit { try? FileManager.default.removeItem(atPath: path.string) }

    func photo(_ name: String) throws -> [UInt8] {
      try readFile(path.appending("photos").appending(name))
    }
  }

  private let recipe = """
    {"seed": 5, "events": [{
      "folder": "a b/c", "scene": "harbour", "latitude": -33.86, "longitude": 151.21,
      "camera": "Test", "photos": [
        {"file": "1.jpg", "date": "2020-02-29T12:30:00Z", "width": 300, "height": 200,
         "people": [{"person": "p", "source": "head.png",
                     "left": 60, "top": 40, "size": 100, "tilt": 0}]},
        {"file": "2.jpg", "date": "2020-02-29T12:31:00Z", "width": 200, "height": 300,
         "orientation": 6,
         "people": [{"person": "p", "source": "head.png",
                     "head": {"top": 10, "right": 110, "bottom": 110, "left": 10},
                     "left": -5, "top": 150, "size": 120, "tilt": 0.05}]}]}],
     "copies": [{"source": "head.png", "file": "q/1.png", "people": [
       {"person": "q", "face": {"top": 1, "right": 4, "bottom": 3, "left": 2}}]}]}
    """

  private func compose(in folder: Folder) throws -> [Composer.Truth] {
    try Composer(
      recipe: JSONDecoder().decode(Recipe.self, from: Data(recipe.utf8)), folder: folder.path
    ).composeAll()
  }

  @Test func truthSaysWhereTheFacesAre() throws {
    let truth = try compose(in: Folder())
    #expect(truth.map(\.path) == ["a b/c/1.jpg", "a b/c/2.jpg", "q/1.png"])
    #expect(truth.map(\.person) == ["p", "p", "q"])
    #expect(truth[0].face == FaceBox(top: 54, right: 149, bottom: 131, left: 71))
    #expect(truth[2].face == FaceBox(top: 1, right: 4, bottom: 3, left: 2))
  }

  @Test func sameRecipeGivesSameBytes() throws {
    let (first, second) = (try Folder(), try Folder())
    _ = try compose(in: first)
    _ = try compose(in: second)
    for name in ["a b/c/1.jpg", "a b/c/2.jpg", "q/1.png"] {
      #expect(try first.photo(name) == second.photo(name))
    }
    #expect(try first.photo("q/1.png") == readFile(first.path.appending("head.png")))
  }

  @Test func photosCarryMetadataAndStandUpright() throws {
    let folder = try Folder()
    let truth = try compose(in: folder)
    let bytes = try folder.photo("a b/c/2.jpg")
    let metadata = PictureMetadata(reading: bytes)
    #expect(metadata.orientation.rawValue == 6)
    #expect(metadata.date == "2020-02-29T12:31:00Z")
    #expect(metadata.camera == "Test")
    let position = try #require(metadata.position)
    #expect(abs(position.latitude + 33.86) < 1e-5)
    #expect(abs(position.longitude - 151.21) < 1e-5)

    let stored = try Picture(decoding: bytes)
    #expect((stored.width, stored.height) == (300, 200))
    let upright = stored.upright(from: metadata.orientation)
    #expect((upright.width, upright.height) == (200, 300))
    // The middle of the face has the source's color.
    let face = truth[1].face
    let middle =
      ((face.top + face.bottom) / 2 * upright.width + (face.left + face.right) / 2) * 3
    for (channel, expected) in [200, 150, 120].enumerated() {
      #expect(abs(Int(upright.pixels[middle + channel]) - expected) < 12)
    }
  }

  @Test func missingSourceIsAnError() throws {
    let folder = try Folder()
    try FileManager.default.removeItem(atPath: folder.path.appending("head.png").string)
    #expect(throws: FileError.self) { try compose(in: folder) }
  }
}
