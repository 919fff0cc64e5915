import Domain
import FaceVision
import Foundation
import TestSupport
import Testing

@Suite struct FaceSidecarTests {
  private func sidecar(_ orientation: Int = 1) -> FaceSidecar {
    FaceSidecar(
      faces: [
        .init(
          box: FaceBox(top: 20, right: 90, bottom: 70, left: 40), person: 3,
          name: "Ada <&\"> Łovelace, “Countess”", confidence: 0.9375),
        .init(
          box: FaceBox(top: 100, right: 190, bottom: 170, left: 140), person: 4,
          unconfirmedName: "Ben", confidence: 0.5),
        .init(box: FaceBox(top: 0, right: 30, bottom: 30, left: 0), person: 5),
      ], width: 200, height: 400, orientation: orientation, tool: "wwww test")
  }

  /// What is written is read as the same boxes, however the picture is stored.
  @Test(arguments: 1...8) func comesBackAsWritten(_ orientation: Int) throws {
    let written = sidecar(orientation)
    let read = try EmbeddedMetadata(
      sidecar: written.bytes(), called: "a.xmp",
      of: StoredPicture(uprightWidth: 200, uprightHeight: 400, orientation: orientation))
    #expect(read.problem == nil)
    let named = read.values.filter { $0.box != nil }
    #expect(named.map(\.text) == [written.faces[0].name])
    #expect(named.map(\.box) == [written.faces[0].box])
    // In PersonInImage, too, and nobody who is not confirmed.
    #expect(read.values.map(\.text) == [written.faces[0].name, written.faces[0].name])
    #expect(try written.bytes() == sidecar(orientation).bytes())
  }

  @Test func hostileNamesComeBack() throws {
    let picture = StoredPicture(width: 100, height: 100, orientation: 1)
    for name in HostileText.samples {
      guard let clean = MetadataValue(.person, name, .sidecar, "-")?.text else { continue }
      let written = FaceSidecar(
        faces: [
          .init(box: FaceBox(top: 0, right: 50, bottom: 50, left: 0), person: 0, name: name)
        ], width: 100, height: 100, orientation: 1, tool: "wwww")
      let read = try EmbeddedMetadata(sidecar: written.bytes(), called: "a.xmp", of: picture)
      #expect(read.problem == nil, "\(name.debugDescription)")
      #expect(read.values.first?.text == clean, "\(name.debugDescription)")
    }
  }

  /// An independent reader.
  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: "/usr/bin/exiftool"),
      "apt-get install libimage-exiftool-perl"))
  func exiftoolReadsIt() throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("a.xmp").string
    try Data(sidecar(6).bytes()).write(to: URL(fileURLWithPath: path))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/exiftool")
    process.arguments = ["-j", "-struct", "-n", "-validate", "-warning", "-a", "-XMP:all", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let found = try #require(
      (JSONSerialization.jsonObject(with: output) as? [[String: Any]])?.first)
    #expect(found["Warning"] == nil)
    #expect(found["PersonInImage"] as? [String] == ["Ada <&\"> Łovelace, “Countess”"])
    let info = try #require(found["RegionInfo"] as? [String: Any])
    let applied = try #require(info["AppliedToDimensions"] as? [String: Any])
    // As it is stored, lying.
    #expect(applied["W"] as? Int == 400 && applied["H"] as? Int == 200)
    let list = try #require(info["RegionList"] as? [[String: Any]])
    #expect(list.count == 3)
    #expect(list.map { $0["Type"] as? String } == ["Face", "Face", "Face"])
    #expect(list.map { $0["Name"] as? String } == ["Ada <&\"> Łovelace, “Countess”", nil, nil])
    let area = try #require(list[0]["Area"] as? [String: Any])
    // Center (65, 45) of the upright 200 × 400 picture, whose top is the stored one's left.
    #expect(area["X"] as? Double == 45.0 / 400 && area["Y"] as? Double == 1 - 65.0 / 200)
    #expect(area["W"] as? Double == 50.0 / 400 && area["H"] as? Double == 50.0 / 200)
    #expect(area["Unit"] as? String == "normalized")
    let own = try #require(list[1]["Extensions"] as? [String: Any])
    #expect("\(own)".contains("Ben") && "\(own)".contains("0.5"))
  }
}
