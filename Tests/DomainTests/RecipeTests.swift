import Domain
import Testing

@Suite struct RecipeTests {
  private let photo = Recipe.found(
    .init(
      detector: "hog", upsample: 1, averagesMirror: true, frameStep: nil,
      models: [
        .init("landmarks", sha256: "0123456789abcdef"), .init("encoder", sha256: nil),
      ]))

  @Test func readsWhatItWrites() throws {
    #expect(
      "\(photo)" == "detector=hog upsample=1 mirror=true landmarks=0123456789ab encoder=?")
    var video = try #require(photo.finding)
    video.frameStep = 25
    for recipe in [photo, .found(video), .imported(fingerprint: "0f")] {
      #expect(Recipe("\(recipe)") == recipe)
    }
    #expect(Recipe("detector=hog upsample=1 encoder=?")?.finding?.averagesMirror == false)
    #expect(Recipe("import 0f")?.isImported == true && !photo.isImported)
  }

  @Test(arguments: [
    "", "hog", "detector=hog", "detector=hog upsample=x mirror=true",
    "detector=hog upsample=1 mirror=true mirror=true", "detector=hog upsample=1 mirror=true crop=2",
    "detector=hog upsample=1 mirror=true every=often", "import",
  ])
  func refusesWhatIsNoRecipe(_ text: String) {
    #expect(Recipe(text) == nil)
  }
}
