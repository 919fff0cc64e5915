import Files
import Foundation
import SystemPackage

/// Evidence on paper: entries with faces, the picture they are in, and what is known of it, one below the
/// other on pages of A4, as PDF.
///
/// ```swift
/// var sheet = EvidenceSheet(title: "Ada and Ben", paragraphs: ["Seen together in 2 photos."])
/// sheet.entries = [.init(faces: [face], picture: picture, lines: ["2024-05-01 10:00 UTC"])]
/// try sheet.write(to: "pair.pdf", guardedBy: writing)
/// ```
public struct EvidenceSheet: Sendable {
  /// A picture: JPEG, which PDF takes as it is.
  public struct Image: Sendable {
    var bytes: [UInt8]
    var columns, rows: Int

    /// A picture of `columns` × `rows` pixels.
    public init(_ jpeg: [UInt8], columns: Int, rows: Int) {
      bytes = jpeg
      self.columns = columns
      self.rows = rows
    }
  }

  /// One photo or moment.
  public struct Entry: Sendable {
    /// The faces, with a line below each.
    public var faces: [(image: Image, caption: String)]
    /// The picture; a reason where there is none.
    public var picture: Result<Image, MissingPicture>
    /// What is known of it; the first in bold.
    public var lines: [String]

    /// An entry.
    public init(
      faces: [(image: Image, caption: String)], picture: Result<Image, MissingPicture>,
      lines: [String]
    ) {
      self.faces = faces
      self.picture = picture
      self.lines = lines
    }
  }

  /// Why there is no picture.
  public struct MissingPicture: Error, Sendable {
    /// The reason.
    public let reason: String
    /// A reason.
    public init(_ reason: String) { self.reason = reason }
  }

  /// What stands above the first page.
  public var title: String
  /// What is said below the title.
  public var paragraphs: [String]
  /// What stands below every page, beside its number.
  public var footer: String
  /// The evidence.
  public var entries: [Entry] = []

  /// A sheet without entries.
  public init(title: String, paragraphs: [String], footer: String = "") {
    self.title = title
    self.paragraphs = paragraphs
    self.footer = footer
  }

  private static let (width, height) = (595.28, 841.89)
  private static let margin = 42.0
  private static let faceSide = 84.0
  private static let pictureSize = (width: 360.0, height: 230.0)
  private static let textSize = 8.0
  private static let lineHeight = textSize * 1.35
  private static var inner: Double { width - 2 * margin }

  /// Draws the sheet into the file `path`.
  ///
  /// - Throws: `DrawingError`; `FileError`, `WriteRefusal` where the file cannot be written.
  /// - Complexity: O(bytes of the pictures), in memory.
  public func write(
    to path: FilePath, guardedBy writing: WriteGuard,
    with process: DrawingProcess = DrawingProcess()
  ) throws {
    let (pages, files) = layOut()
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let pdf = try process.draw(
      String(decoding: try encoder.encode(pages), as: UTF8.self),
      as: .sheet(format: ContactSheet.Format.pdf.rawValue), files: files)
    try writing.write(OutputMark.applied(to: pdf), to: path)
  }

  /// The pages, and the pictures by the names that the pages give them.
  func layOut() -> (pages: [SheetPage], files: [String: [UInt8]]) {
    var pages = [SheetPage(width: Self.width, height: Self.height)]
    var files: [String: [UInt8]] = [:]
    var y = Self.margin
    func text(
      _ text: String, x: Double = Self.margin, y: Double, width: Double = Self.inner,
      height: Double, size: Double = Self.textSize, isBold: Bool = false,
      style: SheetPage.Text.Style
    ) {
      pages[pages.count - 1].texts.append(
        SheetPage.Text(
          x: x, y: y, width: width, height: height, text: text, size: size, isBold: isBold,
          style: style))
    }
    func picture(_ image: Image, x: Double, y: Double, width: Double, height: Double) -> Double {
      let name = "picture-\(files.count)"
      files[name] = image.bytes
      let scale = min(width / Double(max(1, image.columns)), height / Double(max(1, image.rows)))
      let shown = (Double(image.columns) * scale, Double(image.rows) * scale)
      pages[pages.count - 1].pictures.append(
        SheetPage.Picture(
          x: x, y: y, width: shown.0, height: shown.1, file: name, columns: image.columns,
          rows: image.rows))
      return shown.1
    }
    text(title, y: y, height: 24, size: 18, isBold: true, style: .line)
    y += 28
    for paragraph in paragraphs {
      // As many lines as the letters need, at half their height each.
      let lines = (Double(paragraph.count) * Self.textSize * 0.56 / Self.inner).rounded(.up)
      text(paragraph, y: y, height: max(1, lines) * Self.lineHeight, style: .wrapped)
      y += max(1, lines) * Self.lineHeight + 4
    }
    y += 8
    for entry in entries {
      let columns = Double(max(1, entry.faces.count))
      let facesHeight = columns * (Self.faceSide + Self.lineHeight + 4)
      let needed =
        max(facesHeight, Self.pictureSize.height) + Double(entry.lines.count) * Self.lineHeight + 16
      if y + needed > Self.height - Self.margin - 20 {
        pages.append(SheetPage(width: Self.width, height: Self.height))
        y = Self.margin
      }
      var faceY = y
      for (image, caption) in entry.faces {
        _ = picture(image, x: Self.margin, y: faceY, width: Self.faceSide, height: Self.faceSide)
        text(
          caption, y: faceY + Self.faceSide + 1, width: Self.faceSide + 34,
          height: Self.lineHeight, style: .line)
        faceY += Self.faceSide + Self.lineHeight + 4
      }
      let x = Self.margin + Self.faceSide + 44
      var bottom = y
      switch entry.picture {
      case .success(let image):
        bottom += picture(
          image, x: x, y: y, width: Self.pictureSize.width, height: Self.pictureSize.height)
      case .failure(let missing):
        pages[pages.count - 1].areas.append(
          SheetPage.Area(x: x, y: y, width: Self.pictureSize.width, height: 60, color: "#e4e4e4"))
        text(
          missing.reason, x: x + 6, y: y + 6, width: Self.pictureSize.width - 12, height: 48,
          style: .centered)
        bottom += 60
      }
      y = max(bottom, faceY) + 4
      for (index, line) in entry.lines.enumerated() {
        text(line, y: y, height: Self.lineHeight, isBold: index == 0, style: .line)
        y += Self.lineHeight
      }
      y += 10
      pages[pages.count - 1].areas.append(
        SheetPage.Area(x: Self.margin, y: y - 6, width: Self.inner, height: 0.5, color: "#bbbbbb"))
    }
    for number in pages.indices {
      let y = Self.height - Self.margin
      pages[number].texts.append(
        SheetPage.Text(
          x: Self.margin, y: y, width: Self.inner * 0.8, height: 10, text: footer, size: 7,
          color: "#777777"))
      pages[number].texts.append(
        SheetPage.Text(
          x: Self.margin + Self.inner * 0.8, y: y, width: Self.inner * 0.2, height: 10,
          text: "Page \(number + 1) of \(pages.count)", size: 7, color: "#777777", style: .trailing)
      )
    }
    return (pages, files)
  }
}
