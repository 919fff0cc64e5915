/// What a file holds, by its first bytes; its name says nothing.
enum GraphFileKind: Equatable {
  case xml
  case json
  case gml, pajek, dot
  /// Perhaps a list of edges.
  case text
  case empty
  /// Something that is no graph, in words.
  case other(String)

  /// Looks at what begins where `input` stands, and leaves it there.
  init(_ input: TextInput) throws {
    while let byte = try input.peek(), byte <= 0x20, byte != 0 { input.position += 1 }
    input.mark = input.position
    let start = input.slice(input.position..<min(input.end, input.position + 4096))
    guard let first = start.first else {
      self = .empty
      return
    }
    if let binary = Self.binary(start, head: input.head) {
      self = .other(binary)
    } else if first == UInt8(ascii: "<") {
      self = .xml
    } else if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      self = .json
    } else {
      let text = start.text
      self =
        PajekReader.isPajek(text)
        ? .pajek : GMLReader.isGML(text) ? .gml : DOTReader.isDOT(text) ? .dot : .text
    }
  }

  /// What a file is that holds no text; `nil` for text.
  private static func binary(_ start: Bytes, head: [UInt8]) -> String? {
    let known: [(String, [UInt8])] = [
      (
        "a ZIP archive (also a spreadsheet, or a session of Cytoscape; export the graph from it)",
        [0x50, 0x4B, 0x03, 0x04]
      ),
      ("a gzip file (unpack it first)", [0x1F, 0x8B]), ("a PDF", Array("%PDF-".utf8)),
      ("a picture", [0x89, 0x50, 0x4E, 0x47]), ("a picture", [0xFF, 0xD8, 0xFF]),
      ("a database of SQLite", Array("SQLite format 3".utf8)),
      ("a pickle of Python", [0x80, 0x04, 0x95]),
    ]
    for (what, magic) in known where head.starts(with: magic) { return what }
    // Text of any encoding that is known holds no zeros once it is UTF-8.
    return start.contains(0) ? "binary data" : nil
  }
}
