import Files
import TestSupport
import Testing

@Suite struct ContentHashTests {
  /// FIPS 180-4's examples.
  @Test func followsTheStandard() {
    #expect(
      ContentHash.of([])
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      ContentHash.of(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func readsFilesInPieces() throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try writeAtomically(bytes, to: folder.path.appending("big"))
    #expect(try ContentHash.of(file: folder.path.appending("big")) == ContentHash.of(bytes))
    #expect(throws: FileError.self) {
      try ContentHash.of(file: folder.path.appending("missing"))
    }
  }
}
