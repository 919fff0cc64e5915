/// The spells of all nodes or all edges, packed one after the other.
public struct SpellColumn: Sendable, Equatable {
  private var offsets: [Int32] = [0]
  private var spells: [Spell] = []

  /// An empty column; `append` the spells of each item in order.
  public init() {}

  /// A column with the given spells per item.
  public init(_ items: some Sequence<[Spell]>) {
    for item in items { append(item) }
  }

  /// Adds the next item with its spells; none means that the item is not dated.
  public mutating func append(_ item: some Sequence<Spell>) {
    spells.append(contentsOf: item)
    offsets.append(Int32(spells.count))
  }

  /// The number of items.
  public var count: Int { offsets.count - 1 }

  /// The spells of item `index`.
  public subscript(index: Int) -> ArraySlice<Spell> {
    spells[Int(offsets[index])..<Int(offsets[index + 1])]
  }

  /// The earliest start and the latest end of all spells; `nil` if there is no such bound.
  public var span: (start: Double?, end: Double?) {
    (spells.lazy.compactMap(\.start).min(), spells.lazy.compactMap(\.end).max())
  }
}
