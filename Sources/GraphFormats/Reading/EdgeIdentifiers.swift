/// The identifiers that a file gives its edges, as long as they say something.
///
/// Some writers give parallel edges the same numbers in every pair: such identifiers say nothing. Nor
/// do those that edges have anyway, which are not even kept.
struct EdgeIdentifiers {
  private var table = IdentifierTable()
  /// How many edges, from the first on, have one.
  private var count = 0
  private var areUsual = true
  private var sayNothing = false

  /// Sets the identifier of `edge`; edges come in their order.
  mutating func set(_ id: Bytes, of edge: Int) {
    guard !sayNothing else { return }
    guard edge == count, !id.isEmpty else { return forget() }
    if areUsual, !Self.isUsual(id, of: edge) {
      areUsual = false
      for earlier in 0..<count { _ = table.insert("e\(earlier)") }
    }
    count += 1
    if !areUsual, !table.insert(id).inserted { forget() }
  }

  /// The identifiers of `edgeCount` edges, if they say something.
  func texts(edgeCount: Int) -> [String]? {
    guard !sayNothing, !areUsual, count == edgeCount else { return nil }
    return (0..<count).map { table[$0] }
  }

  private mutating func forget() {
    sayNothing = true
    table = IdentifierTable()
  }

  /// Whether it is an `e` and the number of the edge.
  private static func isUsual(_ id: Bytes, of edge: Int) -> Bool {
    guard id.first == UInt8(ascii: "e"), id.count > 1, id[1] != 0x30 || id.count == 2 else {
      return false
    }
    var number = 0
    for digit in id.dropFirst() {
      guard (0x30...0x39).contains(digit), number <= edge else { return false }
      number = number * 10 + Int(digit & 0xF)
    }
    return number == edge
  }
}
