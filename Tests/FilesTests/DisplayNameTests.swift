import Files
import SystemPackage
import Testing

@Suite struct DisplayNameTests {
  @Test func keepsTextAndMarksOtherBytes() {
    #expect(displayName(FilePath("a/ü 😀.jpg")) == "a/ü 😀.jpg")
    #expect(displayName(bytes: [0x61, 0xFF, 0xC3, 0xBC, 0xC3]) == "a\\xFFü\\xC3")
    #expect(displayName(bytes: []) == "")
  }

  @Test func pathsSurviveAsBytes() {
    let bytes: [UInt8] = Array("/x/".utf8) + [0xFE, 0x0A, 0x41]
    #expect(FilePath(bytes: bytes).bytes == bytes)
  }
}
