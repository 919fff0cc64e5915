import Files
import Foundation
import SystemPackage

/// Small pictures with captions, in rows on pages: as PDF, or as a PNG picture a page.
///
/// ```swift
/// var sheet = ContactSheet(title: "Person 3", subtitle: "2 faces")
/// sheet.sections = [.init(tiles: [.init(.picture(png, columns: 256, rows: 200), ["2024-05-01"])])]
/// let files = try sheet.write(to: "person-3.pdf", as: .pdf, guardedBy: writing)
/// ```
public struct ContactSheet: Sendable {
  /// What a sheet is written as.
  public enum Format: String, Sendable, CaseIterable {
    /// Pixels, a file a page.
    case png
    /// One file, for print.
    case pdf

    /// The format that the ending of a file's name asks for; `nil` for other endings.
    public init?(of path: FilePath) {
      self.init(rawValue: path.extension?.lowercased() ?? "")
    }
  }

  /// One picture with its caption.
  public struct Tile: Sendable {
    /// What a tile shows.
    public enum Content: Sendable {
      /// A picture: PNG for sheets in PNG, JPEG for PDF, which takes it as it is.
      case picture([UInt8], columns: Int, rows: Int)
      /// Why there is none.
      case message(String)
    }

    /// What it shows.
    public var content: Content
    /// The lines below, the first in bold; at most three are shown.
    public var lines: [String]
    /// The color of the line around the picture, `#rrggbb`; none without.
    public var frame: String?

    /// A tile.
    public init(_ content: Content, _ lines: [String], frame: String? = nil) {
      self.content = content
      self.lines = lines
      self.frame = frame
    }
  }

  /// Tiles that belong together.
  public struct Section: Sendable {
    /// What is written above; nothing where it is empty.
    public var heading: String
    /// The tiles, in order.
    public var tiles: [Tile]

    /// A section.
    public init(heading: String = "", tiles: [Tile]) {
      self.heading = heading
      self.tiles = tiles
    }
  }

  /// More pages help nobody; what would come after them is left out, and every page says so.
  public static let mostPages = 100
  /// How many tiles a row has.
  public static let columns = 6
  /// The most tiles of a sheet with one section.
  public static let mostTiles = mostPages * ContactSheetLayout.rowsPerPage * columns

  /// What stands above every page.
  public var title: String
  /// What stands below the title.
  public var subtitle: String
  /// What stands below every page, beside its number.
  public var footer: String
  /// What is shown.
  public var sections: [Section] = []

  /// A sheet without tiles.
  public init(title: String, subtitle: String, footer: String = "") {
    self.title = title
    self.subtitle = subtitle
    self.footer = footer
  }

  /// Draws the sheet into files: `path`, or for several pages of PNG `name-1.png`, `name-2.png`, ….
  ///
  /// Every file carries the mark of pictures made out of others; see `OutputMark`.
  ///
  /// - Returns: The files, in the order of pages.
  /// - Throws: `DrawingError`; `FileError`, `WriteRefusal` where a file cannot be written.
  /// - Complexity: O(tiles) time; memory for one page, for all in PDF.
  public func write(
    to path: FilePath, as format: Format, guardedBy writing: WriteGuard,
    with process: DrawingProcess = DrawingProcess()
  ) throws -> [FilePath] {
    let pages = pages(as: format)
    guard format == .png, pages.count > 1 else {
      try writing.write(OutputMark.applied(to: draw(pages, as: format, with: process)), to: path)
      return [path]
    }
    return try pages.enumerated().map { index, page in
      let name = (path.stem ?? "sheet") + "-\(index + 1)." + (path.extension ?? format.rawValue)
      let file = path.removingLastComponent().appending(name)
      try writing.write(OutputMark.applied(to: draw([page], as: format, with: process)), to: file)
      return file
    }
  }

  /// The pages.
  func pages(as format: Format) -> [SheetPage] {
    var layout = ContactSheetLayout(self)
    return layout.pages(cutsLast: format == .png)
  }

  private func draw(
    _ pages: [SheetPage], as format: Format, with process: DrawingProcess
  ) throws -> [UInt8] {
    let tiles = sections.flatMap(\.tiles)
    let needed = Set(pages.flatMap(\.pictures).map(\.file))
    var files: [String: [UInt8]] = [:]
    for (index, tile) in tiles.enumerated() {
      let name = ContactSheetLayout.fileName(ofTile: index)
      if case .picture(let bytes, _, _) = tile.content, needed.contains(name) {
        files[name] = bytes
      }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try process.draw(
      String(decoding: try encoder.encode(pages), as: UTF8.self),
      as: .sheet(format: format.rawValue), files: files)
  }
}
