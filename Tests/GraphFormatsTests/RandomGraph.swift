import Files
import GraphFormats
import ParallelLoops
import TestSupport

extension GraphDocument {
  /// A valid graph of everything a document can hold, full of hostile text.
  static func random(seed: UInt64, withSpells: Bool) -> GraphDocument {
    var generator = SplitMix64(seed: seed)
    let nodes = Int.random(in: 1...12, using: &generator)
    let edges = Int.random(in: 1...20, using: &generator)
    func text() -> String { HostileText.random(using: &generator) }
    func some<Value>(_ value: @autoclosure () -> Value) -> Value? {
      Bool.random(using: &generator) ? value() : nil
    }
    var graph = GraphDocument(
      isDirected: Bool.random(using: &generator),
      nodeIDs: (0..<nodes).map { "\($0)" + text() },
      edgeSources: (0..<edges).map { _ in Int32.random(in: 0..<Int32(nodes), using: &generator) },
      edgeTargets: (0..<edges).map { _ in Int32.random(in: 0..<Int32(nodes), using: &generator) })
    graph.title = text()
    graph.details = text()
    graph.nodeLabels = (0..<nodes).map { _ in text() }
    graph.edgeIDs = (0..<edges).map { "\($0)" + text() }
    graph.edgeLabels = some((0..<edges).map { _ in text() })
    graph.edgeWeights = some((0..<edges).map { _ in Double.random(in: -9...9, using: &generator) })
    graph.nodeColors = some(
      (0..<nodes).map { _ in
        Color(.random(in: 0...255, using: &generator), .random(in: 0...255, using: &generator), 7)
      })
    graph.nodeSizes = some((0..<nodes).map { _ in Double.random(in: 0...9, using: &generator) })
    graph.nodePositions = some(
      (0..<nodes).map { _ in
        Position(
          x: Double.random(in: -1e9...1e9, using: &generator),
          y: Double.random(in: -1e-9...1e-9, using: &generator), z: 1)
      })
    func columns(_ count: Int) -> [AttributeColumn] {
      [
        AttributeColumn(
          "bool" + text(), .boolean((0..<count).map { _ in some(Bool.random(using: &generator)) })),
        AttributeColumn(
          "int" + text(),
          .integer(
            (0..<count).map { _ in some(Int64.random(in: .min ... .max, using: &generator)) })),
        AttributeColumn(
          "double" + text(),
          .double(
            (0..<count).map { _ in
              some(
                [
                  0.1, -0.0, .infinity, -.infinity, .leastNormalMagnitude, 1.7976931348623157e308,
                  1 / 3,
                ]
                .randomElement(using: &generator)!)
            })),
        AttributeColumn("string" + text(), .string((0..<count).map { _ in some(text()) })),
      ]
    }
    graph.nodeColumns = columns(nodes)
    graph.edgeColumns = columns(edges)
    if withSpells {
      func spells(_ count: Int) -> SpellColumn {
        // The first item has one, so that the column is not empty.
        SpellColumn(
          (0..<count).map { item in
            (0..<(item == 0 ? 1 : Int.random(in: 0...2, using: &generator))).map { _ in
              let start = Double.random(in: -4e12...4e12, using: &generator).rounded()
              return Spell(start: start, end: start + 1000)
            }
          })
      }
      graph.nodeSpells = spells(nodes)
      graph.edgeSpells = spells(edges)
    }
    return graph
  }

  /// The graph with every text changed by `clean`.
  func cleaned(_ clean: (String) -> String) -> GraphDocument {
    func column(_ column: AttributeColumn) -> AttributeColumn {
      var column = column
      column.name = clean(column.name)
      if case .string(let values) = column.values {
        column.values = .string(values.map { $0.map(clean) })
      }
      return column
    }
    var graph = self
    graph.title = clean(title)
    graph.details = clean(details)
    graph.nodeIDs = nodeIDs.map(clean)
    graph.nodeLabels = nodeLabels.map(clean)
    graph.edgeIDs = edgeIDs?.map(clean)
    graph.edgeLabels = edgeLabels?.map(clean)
    graph.nodeColumns = nodeColumns.map(column)
    graph.edgeColumns = edgeColumns.map(column)
    return graph
  }

  /// A small graph with everything in it.
  static var sample: GraphDocument {
    var graph = GraphDocument(
      isDirected: false, nodeIDs: ["person:0", "person:1", "media:a"], edgeSources: [0, 1],
      edgeTargets: [2, 2])
    graph.title = "Who is where"
    graph.nodeLabels = ["Ada", "Grace", "IMG_1.jpg"]
    graph.edgeWeights = [2, 1]
    graph.nodeColumns = [
      AttributeColumn("kind", strings: ["person", "person", "photo"]),
      AttributeColumn("modularity_class", integers: [0, 1, nil]),
    ]
    graph.edgeColumns = [AttributeColumn("count", integers: [2, 1])]
    return graph
  }
}

/// What `writer` makes of `graph`, as text.
func written(_ graph: GraphDocument, _ writer: any GraphWriter) throws -> String {
  let sink = MemorySink()
  try writer.write(graph, to: sink)
  return sink.text
}
