import Drawing
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing

struct ContactSheetTests {
  private let writing = WriteGuard(record: nil, isForced: true)

  /// A PNG of four by four gray pixels.
  private static let pixel = [UInt8](
    Data(
      base64Encoded:
        "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAAAAACMmsGiAAAAEElEQVR4nGNsYGBgYGJAIQAJ5ACIUhZOXwAAAABJRU5ErkJggg=="
    )!)

  private func sheet(_ tiles: Int) -> ContactSheet {
    var sheet = ContactSheet(title: "Person <3> & שלום", subtitle: "\(tiles) faces")
    sheet.sections = [
      .init(
        heading: "Faces",
        tiles: (0..<tiles).map { index in
          index % 5 == 4
            ? .init(.message("not shown: the file is gone"), ["no date", "gone.jpg"])
            : .init(
              .picture(Self.pixel, columns: 4, rows: 4), ["2024-05-01", "a.jpg", "folder"],
              frame: "#0072b2")
        })
    ]
    return sheet
  }

  private func written(
    _ sheet: ContactSheet, _ name: String, as format: ContactSheet.Format, in folder: FilePath
  ) throws -> [String] {
    try sheet.write(
      to: folder.appending(name), as: format, guardedBy: writing, with: DrawingProcessTests.process
    ).map { $0.lastComponent?.string ?? "" }
  }

  @Test func onePageIsOneFileAndSeveralAreNumbered() throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    #expect(try written(sheet(3), "a.png", as: .png, in: path) == ["a.png"])
    #expect(
      try written(sheet(80), "b.png", as: .png, in: path) == ["b-1.png", "b-2.png", "b-3.png"])
    #expect(try written(sheet(80), "c.pdf", as: .pdf, in: path) == ["c.pdf"])
    #expect(try written(sheet(0), "d.png", as: .png, in: path) == ["d.png"])
  }

  @Test(arguments: ContactSheet.Format.allCases)
  func theSameSheetGivesTheSameBytes(format: ContactSheet.Format) throws {
    let folder = try TemporaryFolder()
    let first = folder.path.appending("first")
    let second = folder.path.appending("second")
    for path in [first, second] {
      _ = try sheet(7).write(
        to: path, as: format, guardedBy: writing, with: DrawingProcessTests.process)
    }
    let bytes = try readFile(first)
    #expect(try readFile(second) == bytes)
    let signature: [UInt8] = format == .png ? [0x89, 0x50, 0x4E, 0x47] : Array("%PDF".utf8)
    #expect(bytes.starts(with: signature))
  }

  /// A picture a page, the last as high as it needs to be.
  @Test func aSheetOfFewTilesIsLow() throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("a.png")
    _ = try sheet(3).write(
      to: path, as: .png, guardedBy: writing, with: DrawingProcessTests.process)
    let few = try height(ofPNG: path)
    _ = try sheet(9).write(
      to: path, as: .png, guardedBy: writing, with: DrawingProcessTests.process)
    let more = try height(ofPNG: path)
    #expect(few < more && more < 2105)
  }

  private func height(ofPNG path: FilePath) throws -> Int {
    try readFile(path)[20..<24].reduce(0) { $0 << 8 | Int($1) }
  }

  @Test func whatIsBeyondTheLastPageIsLeftOut() throws {
    var sheet = ContactSheet(title: "Search", subtitle: "")
    sheet.sections = (0..<600).map {
      .init(heading: "\($0)", tiles: [.init(.message("none"), [])])
    }
    let folder = try TemporaryFolder()
    let files = try sheet.write(
      to: folder.path.appending("a.pdf"), as: .pdf, guardedBy: writing,
      with: DrawingProcessTests.process)
    let whole = try readFile(files[0])
    #expect(whole.starts(with: Array("%PDF".utf8)))
    sheet.sections = Array(sheet.sections.prefix(20))
    #expect(
      try sheet.write(
        to: folder.path.appending("b.png"), as: .png, guardedBy: writing,
        with: DrawingProcessTests.process
      ).count == 4)
  }

  @Test func endingsChooseTheFormat() {
    #expect(ContactSheet.Format(of: "a/b.PDF") == .pdf)
    #expect(ContactSheet.Format(of: "b.png") == .png)
    #expect(ContactSheet.Format(of: "png") == nil)
  }

  @Test func aFolderThatIsAFileIsToldOf() throws {
    let folder = try TemporaryFolder()
    try writeAtomically([1], to: folder.path.appending("file"))
    #expect(throws: FileError.self) {
      try sheet(1).write(
        to: folder.path.appending("file/a.png"), as: .png, guardedBy: writing,
        with: DrawingProcessTests.process)
    }
  }
}
