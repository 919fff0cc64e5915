import FaceVision
import Files
import TestSupport
import Testing

@Suite struct ModelLibraryTests {
  let folder: TemporaryFolder
  init() throws {
    folder = try TemporaryFolder()
    let manifest = """
      {"models": [{"name": "m", "file": "m.dat", "bytes": 3, "license": "CC0-1.0",
        "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "purpose": "a test"}]}
      """
    try writeAtomically(Array(manifest.utf8), to: folder.path.appending("manifest.json"))
  }

  @Test func tellsGoodFromMissingAndAltered() throws {
    let library = try ModelLibrary(folder: folder.path)
    let model = library.models[0]
    #expect(try library.state(of: model) == .missing)
    #expect(throws: VisionError.self) { try library.path(of: "m") }
    try writeAtomically(Array("abd".utf8), to: folder.path.appending("m.dat"))
    #expect(try library.state(of: model) == .altered)
    try writeAtomically(Array("abc".utf8), to: folder.path.appending("m.dat"))
    #expect(try library.state(of: model) == .good)
    #expect(try library.path(of: "m").hasSuffix("m.dat"))
  }

  @Test func saysThatAModelIsMissing() throws {
    let library = try ModelLibrary(folder: folder.path)
    let error = #expect(throws: VisionError.self) { try library.path(of: "m") }
    #expect(error?.message.contains("is missing") == true)
    #expect(throws: VisionError.self) {
      try ModelLibrary(folder: folder.path.appending("nowhere"))
    }
  }
}
