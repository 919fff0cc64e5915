/// A binary heap: the element that precedes all others is first. O(log n) for each change.
struct BinaryHeap<Element> {
  /// All elements, in the order of the heap.
  private(set) var elements: [Element]
  private let precedes: (Element, Element) -> Bool

  /// Orders `elements` into a heap. O(n).
  init(_ elements: [Element], by precedes: @escaping (Element, Element) -> Bool) {
    self.elements = elements
    self.precedes = precedes
    for i in stride(from: elements.count / 2 - 1, through: 0, by: -1) { sink(i) }
  }

  var count: Int { elements.count }
  var first: Element? { elements.first }

  mutating func push(_ element: Element) {
    elements.append(element)
    var i = elements.count - 1
    while i > 0, precedes(elements[i], elements[(i - 1) / 2]) {
      elements.swapAt(i, (i - 1) / 2)
      i = (i - 1) / 2
    }
  }

  /// Removes the first element, or returns nil from an empty heap.
  mutating func pop() -> Element? {
    guard let last = elements.popLast() else { return nil }
    guard let first = elements.first else { return last }
    elements[0] = last
    sink(0)
    return first
  }

  private mutating func sink(_ start: Int) {
    var i = start
    while true {
      var first = i
      for child in [2 * i + 1, 2 * i + 2]
      where child < elements.count && precedes(elements[child], elements[first]) { first = child }
      if first == i { return }
      elements.swapAt(i, first)
      i = first
    }
  }
}
