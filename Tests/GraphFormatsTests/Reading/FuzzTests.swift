import Files
import GraphFormats
import ParallelLoops
import TestSupport
import Testing

/// Broken files of every format become a valid graph or an error with a reason; nothing else.
struct FuzzTests {
  /// A small file of every format that is read without another program.
  private static let seeds: [(name: String, bytes: [UInt8])] = {
    let graph = GraphDocument.random(seed: 1, withSpells: true)
    let writers: [(String, any GraphWriter)] = [
      ("GraphML", GraphMLWriter()), ("GEXF", GEXFWriter()), ("Cytoscape.js", CytoscapeJSONWriter()),
      ("node-link", NodeLinkJSONWriter()), ("graphology", GraphologyJSONWriter()),
    ]
    return (writers.map { ($0, (try? written(graph, $1)) ?? "") } + texts)
      .map { ($0, Array($1.utf8)) }
  }()

  private static let texts = [
    (
      "GML",
      """
      Creator "igraph"
      graph [ directed 1 label "of us"
        node [ id 1 label "A &amp; B" graphics [ x 1.5 y -2e3 fill "#ff0000" ] ]
        node [ id 2 label "é" age 40 ]
        edge [ source 1 target 2 value 3.5 graphics [ width 2 ] ]
      ]
      """
    ),
    (
      "Pajek",
      """
      *Network friends
      *Vertices 3
      1 "Ada L." 0.1 0.2 0.5 ic Red
      2 Ben
      *Arcs :1 "likes"
      1 2 2.5 c Blue
      *Edges
      2 3 1 [5-7,9]
      *Matrix
      0 1 0
      1 0 2
      """
    ),
    (
      "CSV",
      "Source;Target;Type;Weight;time\n\"A;1\";B;Undirected;1,5;2024-05-01\nB;\"C\"\"\";;2;\n"
    ),
    ("TSV", "# who\nfrom\tto\tn\n06\t6\t1\n+6\t06\t2\n"),
    ("networkx", "1 2 {'weight': 3, 'since': '2001'}\n2 3 {}\n"),
    ("Neo4j", ":START_ID,:END_ID,:TYPE,since:int\n1,2,KNOWS,1999\n2,3,\"LIKES\",x\n"),
  ]

  @Test(arguments: seeds.indices)
  func brokenFiles(seed: Int) throws {
    let original = Self.seeds[seed].bytes
    // The file itself is fine.
    #expect(try GraphReader().read(original, named: Self.seeds[seed].name).nodeCount > 0)
    var generator = SplitMix64(seed: UInt64(seed))
    for _ in 0..<400 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        Self.mutate(&bytes, using: &generator)
      }
      read(bytes)
    }
    // Cut off anywhere.
    for length in stride(from: 0, to: original.count, by: max(1, original.count / 200)) {
      read(Array(original.prefix(length)))
    }
  }

  /// Every encoding that is known by its mark or its zeros, whole and cut in the middle of a character.
  @Test(arguments: seeds.indices)
  func encodings(seed: Int) throws {
    let text = String(decoding: Self.seeds[seed].bytes, as: UTF8.self)
      .replacing("encoding=\"UTF-8\"", with: "")
    let little = Array(text.utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = Array(text.utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let expected = try GraphReader().read(Array(text.utf8), named: "UTF-8")
    for bytes in [
      [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + little, [0xFE, 0xFF] + big,
    ] {
      #expect(try GraphReader().read(bytes, named: "marked") == expected)
      read(Array(bytes.dropLast()))
      read(bytes + [0x00])
    }
  }

  /// What costs a reader nothing to write must cost little to read.
  @Test func bombs() {
    let deep = { (open: String, close: String) in
      String(repeating: open, count: 100_000) + String(repeating: close, count: 100_000)
    }
    let texts = [
      "<graphml><graph>" + deep("<node id=\"a\"><graph>", "</graph></node>"),
      "<gexf><graph><nodes>" + deep("<node id=\"a\"><nodes>", "</nodes></node>"),
      "{\"nodes\":" + deep("[", "]"), "{\"nodes\":" + deep("{\"a\":", "}"),
      "graph [ node [ id 1 " + deep("a [ ", "] ") + "] ]",
      "*Vertices 99999999999999999999", "*Vertices 999999999",
      "*Vertices 3\n" + String(repeating: "9", count: 1_000_000),
      "{\"nodes\":[{\"id\":" + String(repeating: "9", count: 1_000_000) + "}],\"links\":[]}",
      "a,b,1e999999999\nb,c,-1e999999999\n",
      "<graphml><graph><node id=\"" + String(repeating: "x", count: 4_000_000),
      "<graphml><graph><node "
        + (0..<50_000).map { "a\($0)=\"\" " }.joined() + "id=\"n\"/></graph></graphml>",
      "<!DOCTYPE g [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><graphml/>",
      "<!DOCTYPE " + String(repeating: "<", count: 1_000_000),
      String(repeating: ",", count: 1_000_000), String(repeating: "\"", count: 1_000_001),
      String(repeating: "a,b\n", count: 200_000),
    ]
    let time = ContinuousClock().measure { for text in texts { read(Array(text.utf8)) } }
    #expect(time < .seconds(60))
    read([])
    read([0])
    read((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) })
  }

  /// A million attributes cost a thousand times what a thousand cost, not a million times.
  @Test func manyAttributesTakeLinearTime() {
    func time(_ count: Int) -> Double {
      let names = (0..<count).map { "a\($0)=\"v\" " }.joined()
      let bytes = Array(
        "<gexf><graph><nodes><node id=\"n\" \(names)/></nodes></graph></gexf>".utf8)
      return (0..<3).map { _ in ContinuousClock().measure { read(bytes) } / .seconds(1) }.min() ?? 0
    }
    _ = time(1_000)
    #expect(time(200_000) < max(1, 60 * time(20_000)))
  }

  private func read(_ bytes: [UInt8]) {
    for isStrict in [false, true] {
      var options = GraphReadOptions()
      options.isStrict = isStrict
      do {
        let reading = try GraphReader(options).reading(bytes, named: "fuzz")
        try reading.graph.validate()
        for note in reading.notes { #expect(note.count > 0) }
      } catch let error as GraphReadError {
        #expect(!error.reason.isEmpty)
      } catch { Issue.record(error) }
    }
  }

  private static let tokens = [
    "<", ">", "\"", "'", "&", "&#x10FFFF;", "&#0;", "<![CDATA[", "<!--", "]]>", "{", "}", "[", "]",
    ",", ";", "\n", "\r", "\t", "\\u12", "\\ud800", "NaN", "1e999", "-0", "9223372036854775808",
    "0x1p3", "null", "*Vertices 7", "node [", "source", "target", "id", "\u{FEFF}", "\u{202E}", " ",
  ]

  private static func mutate(_ bytes: inout [UInt8], using generator: inout SplitMix64) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &generator)
    let part = place..<min(bytes.count, place + 30)
    switch Int.random(in: 0..<7, using: &generator) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 1: bytes.removeSubrange(part)
    case 2: bytes.insert(contentsOf: bytes[part], at: place)
    case 3: bytes.removeSubrange(place...)
    case 4:
      let other = Int.random(in: 0..<bytes.count, using: &generator)
      bytes.replaceSubrange(part, with: bytes[other..<min(bytes.count, other + 30)])
    default:
      bytes.insert(contentsOf: tokens.randomElement(using: &generator)!.utf8, at: place)
    }
  }
}
