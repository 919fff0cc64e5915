/// Puts the tiles of a sheet on pages of A4.
struct ContactSheetLayout {
  /// A4, in points.
  private static let (width, height) = (595.28, 841.89)
  private static let margin = 30.0
  private static let gap = 8.0
  private static let captionSize = 7.0
  private static let captionLines = 3
  private static let titleHeight = 46.0
  private static let headingHeight = 18.0
  private static let footerHeight = 14.0

  private static let side =
    (width - 2 * margin - gap * Double(ContactSheet.columns - 1)) / Double(ContactSheet.columns)
  private static let lineHeight = captionSize * 1.3
  private static let rowHeight = side + 3 + lineHeight * Double(captionLines) + gap
  private static let bottom = height - margin - footerHeight

  /// How many rows a page without headings has.
  static let rowsPerPage = Int((bottom - margin - titleHeight) / rowHeight)

  /// The file that holds a tile's picture.
  static func fileName(ofTile index: Int) -> String { "tile-\(index)" }

  private let sheet: ContactSheet
  private var pages: [SheetPage] = []
  private var tilesOfPage: [Int] = []
  private var y = 0.0

  init(_ sheet: ContactSheet) { self.sheet = sheet }

  /// The pages; where `cutsLast`, the last is only as high as it needs to be.
  mutating func pages(cutsLast: Bool) -> [SheetPage] {
    startPage()
    var index = 0
    for section in sheet.sections {
      let needed = Self.rowHeight + (section.heading.isEmpty ? 0 : Self.headingHeight)
      if y + needed > Self.bottom { startPage() }
      if !section.heading.isEmpty {
        add(section.heading, width: Self.width - 2 * Self.margin, size: 9.5, isBold: true)
        y += Self.headingHeight
      }
      for (position, tile) in section.tiles.enumerated() {
        let column = position % ContactSheet.columns
        if column == 0, position > 0 { nextRow() }
        add(tile, index, column)
        index += 1
      }
      y += Self.rowHeight
    }
    let leftOut = tilesOfPage.dropFirst(ContactSheet.mostPages).reduce(0, +)
    pages = Array(pages.prefix(ContactSheet.mostPages))
    if cutsLast, leftOut == 0 {
      pages[pages.count - 1].height = y + Self.footerHeight + Self.margin
    }
    let note = leftOut > 0 ? "\(leftOut) more pictures are left out · " : ""
    for number in pages.indices { finish(number, note: note) }
    return pages
  }

  private mutating func nextRow() {
    y += Self.rowHeight
    if y + Self.rowHeight > Self.bottom { startPage() }
  }

  private mutating func startPage() {
    pages.append(SheetPage(width: Self.width, height: Self.height))
    tilesOfPage.append(0)
    y = Self.margin
    add(sheet.title, width: Self.width - 2 * Self.margin, size: 16, isBold: true)
    y += 22
    add(sheet.subtitle, width: Self.width - 2 * Self.margin, size: 9, color: "#555555")
    y = Self.margin + Self.titleHeight
  }

  private mutating func finish(_ number: Int, note: String) {
    let top = pages[number].height - Self.margin - Self.captionSize
    let width = Self.width - 2 * Self.margin
    pages[number].texts.append(
      SheetPage.Text(
        x: Self.margin, y: top, width: width * 0.8, height: Self.lineHeight,
        text: note + sheet.footer,
        size: Self.captionSize, color: "#777777"))
    pages[number].texts.append(
      SheetPage.Text(
        x: Self.margin + width * 0.8, y: top, width: width * 0.2, height: Self.lineHeight,
        text: "Page \(number + 1) of \(pages.count)", size: Self.captionSize, color: "#777777",
        style: .trailing))
  }

  private mutating func add(_ tile: ContactSheet.Tile, _ index: Int, _ column: Int) {
    let x = Self.margin + Double(column) * (Self.side + Self.gap)
    let page = pages.count - 1
    tilesOfPage[page] += 1
    switch tile.content {
    case .picture(_, let columns, let rows):
      let scale = Self.side / Double(max(columns, rows, 1))
      let (width, height) = (Double(columns) * scale, Double(rows) * scale)
      let (left, top) = (x + (Self.side - width) / 2, y + (Self.side - height) / 2)
      if let frame = tile.frame {
        pages[page].areas.append(
          SheetPage.Area(
            x: left - 2, y: top - 2, width: width + 4, height: height + 4, color: frame))
      }
      pages[page].pictures.append(
        SheetPage.Picture(
          x: left, y: top, width: width, height: height, file: Self.fileName(ofTile: index),
          columns: columns, rows: rows))
    case .message(let message):
      pages[page].areas.append(
        SheetPage.Area(x: x, y: y, width: Self.side, height: Self.side, color: "#e4e4e4"))
      pages[page].texts.append(
        SheetPage.Text(
          x: x + 4, y: y + 4, width: Self.side - 8, height: Self.side - 8, text: message,
          size: Self.captionSize, color: "#555555", style: .centered))
    }
    for (line, text) in tile.lines.prefix(Self.captionLines).enumerated() {
      pages[page].texts.append(
        SheetPage.Text(
          x: x, y: y + Self.side + 3 + Double(line) * Self.lineHeight, width: Self.side,
          height: Self.lineHeight, text: text, size: Self.captionSize, isBold: line == 0,
          color: line == 0 ? "#1a1a1a" : "#444444"))
    }
  }

  private mutating func add(
    _ text: String, width: Double, size: Double, isBold: Bool = false, color: String = "#1a1a1a"
  ) {
    pages[pages.count - 1].texts.append(
      SheetPage.Text(
        x: Self.margin, y: y, width: width, height: size * 1.3, text: text, size: size,
        isBold: isBold, color: color))
  }
}
