import SystemPackage
import Testing
import WhoWhere

@Suite struct CompanionFilesTests {
  private func owners(_ other: String, _ media: String...) -> [String] {
    let found = CompanionFiles(
      [FilePath("/a").appending(other)], of: media.map { FilePath("/a").appending($0) })
    return media.indices.filter { !found.companions[$0].isEmpty }.map { media[$0] }
  }

  @Test func sidecars() {
    #expect(owners("a.jpg.xmp", "a.jpg", "a.png") == ["a.jpg"])
    #expect(owners("A.XMP", "a.jpg", "a.nef", "ab.jpg") == ["a.jpg", "a.nef"])
    #expect(owners("b.xmp", "a.jpg").isEmpty)
  }

  @Test func takeout() {
    #expect(owners("a.jpg.json", "a.jpg", "a.jpeg") == ["a.jpg"])
    #expect(owners("a.jpg.supplemental-metadata.json", "a.jpg") == ["a.jpg"])
    #expect(owners("a.jpg.supplemental-me.json", "a.jpg") == ["a.jpg"])
    #expect(owners("a.jpg.other.json", "a.jpg").isEmpty)
    #expect(owners("a.jpg(1).json", "a.jpg", "a(1).jpg") == ["a(1).jpg"])
    #expect(owners("a.jpg.supplemental-metadata(2).json", "a.jpg", "a(2).jpg") == ["a(2).jpg"])
    #expect(owners("a.jpg.json", "a.jpg", "a-edited.jpg") == ["a.jpg", "a-edited.jpg"])
    let long = String(repeating: "x", count: 50)
    #expect(owners("\(long.prefix(46)).json", "\(long).jpg") == ["\(long).jpg"])
    #expect(owners("\(long.prefix(46)).json", "\(long).jpg", "\(long)y.jpg").isEmpty)
    #expect(owners("x.json", "xy.jpg").isEmpty)
  }

  @Test func instaloader() {
    let post = "2024-05-01_18-30-00_UTC"
    for ending in [".json", ".json.xz", ".txt", "_location.txt"] {
      #expect(
        owners(post + ending, post + "_1.jpg", post + "_2.mp4", "2024-05-01_18-30-01_UTC.jpg") == [
          post + "_1.jpg", post + "_2.mp4",
        ])
    }
    #expect(owners("a.txt", "a.jpg").isEmpty)
  }

  @Test func foldersStayApart() {
    let found = CompanionFiles(["/a/x.jpg.xmp"], of: ["/b/x.jpg"])
    #expect(found.companions[0].isEmpty && found.paths.isEmpty)
  }
}
