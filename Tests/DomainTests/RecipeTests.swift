import Domain
import Testing

@Suite struct RecipeTests {
  private let photo = Recipe.found(
    .init(
      detector: "hog", upsample: 1, encoder: .dlib, averagesMirror: true, sampling: nil,
      models: [
        .init("landmarks", sha256: "0123456789abcdef"), .init("encoder", sha256: nil),
      ]))

  @Test func readsWhatItWrites() throws {
    #expect(
      "\(photo)" == "detector=hog upsample=1 mirror=true landmarks=0123456789ab encoder=?")
    var video = try #require(photo.finding)
    video.sampling = .frames(25)
    var other = video
    other.detector = "yunet"
    other.upsample = nil
    other.smallestFace = 24
    other.triesRotations = true
    other.encoder = .sface
    #expect(
      "\(Recipe.found(other))" == "detector=yunet min_face=24 rotations=true embedding=sface "
        + "mirror=true every=25 landmarks=0123456789ab encoder=?")
    other.kernels = "plain"
    #expect("\(Recipe.found(other))".contains(" every=25 kernels=plain landmarks="))
    for recipe in [photo, .found(video), .found(other), .imported(fingerprint: "0f")] {
      #expect(Recipe("\(recipe)") == recipe)
    }
    #expect(Recipe("detector=hog upsample=1 encoder=?")?.finding?.averagesMirror == false)
    #expect(Recipe("import 0f")?.isImported == true && !photo.isImported)
  }

  @Test(arguments: [
    "", "hog", "detector=hog", "detector=hog upsample=x mirror=true",
    "detector=hog upsample=1 mirror=true mirror=true", "detector=hog upsample=1 mirror=true crop=2",
    "detector=hog upsample=1 mirror=true every=often", "import",
    "detector=yunet min_face=few mirror=true", "detector=hog embedding=other mirror=true",
  ])
  func refusesWhatIsNoRecipe(_ text: String) {
    #expect(Recipe(text) == nil)
  }
}
