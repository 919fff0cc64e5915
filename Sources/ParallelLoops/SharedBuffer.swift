/// A buffer that several threads write at once, each to elements of its own.
///
/// The compiler cannot see that threads keep to their own elements, so whoever makes one vouches
/// for it: no element may be written by one thread while another reads or writes it.
public struct SharedBuffer<Element>: @unchecked Sendable {
  /// The memory behind the buffer.
  public let base: UnsafeMutableBufferPointer<Element>

  /// Shares `base` between threads.
  public init(_ base: UnsafeMutableBufferPointer<Element>) { self.base = base }

  /// The element at `index`.
  @inlinable
  public subscript(index: Int) -> Element {
    get { base[index] }
    nonmutating set { base[index] = newValue }
  }

  /// Gives element `index`, which holds no value yet, its first value.
  @inlinable
  public func initialize(at index: Int, to value: Element) {
    base.initializeElement(at: index, to: value)
  }
}
