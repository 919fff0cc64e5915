import Foundation

/// Works on items while they are being produced, on a fixed number of threads, and gives the results
/// in the order of the items.
///
/// Whoever produces waits while too much is waiting to be worked on, so memory stays bounded:
///
/// ```swift
/// let pipeline = Pipeline<Int, Int>(workers: 2, capacity: 4) { item, _ in item * item }
/// for i in 0..<100 { pipeline.submit(i) }
/// pipeline.results(waiting: true)  // 0, 1, 4, 9 …
/// ```
public final class Pipeline<Item: Sendable, Value: Sendable>: @unchecked Sendable {
  // Everything below belongs to whoever holds the lock.
  private let condition = NSCondition()
  private var waiting: [(index: Int, item: Item)] = []
  private var done: [Int: Value] = [:]
  private var submitted = 0
  private var delivered = 0
  private var isClosed = false

  private let capacity: Int
  private let workers: Int
  private let work: @Sendable (Item, _ worker: Int) -> Value

  /// Starts the threads.
  ///
  /// - Parameters:
  ///   - workers: How many threads work; with 1, the work is done within `submit`.
  ///   - capacity: How many items wait at most, besides those that are worked on.
  ///   - work: What is done with an item, and by which worker, counted from 0.
  public init(
    workers: Int, capacity: Int, work: @escaping @Sendable (Item, _ worker: Int) -> Value
  ) {
    self.workers = max(1, workers)
    self.capacity = max(1, capacity)
    self.work = work
    guard self.workers > 1 else { return }
    for worker in 0..<self.workers {
      let thread = Thread { [self] in run(worker) }
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  /// Ends the threads once everything that was submitted is done; must be called.
  public func close() {
    condition.lock()
    isClosed = true
    condition.broadcast()
    condition.unlock()
  }

  /// Hands an item over; waits while too many others do.
  public func submit(_ item: Item) {
    guard workers > 1 else {
      done[submitted] = work(item, 0)
      submitted += 1
      return
    }
    condition.lock()
    while waiting.count >= capacity { condition.wait() }
    waiting.append((submitted, item))
    submitted += 1
    condition.broadcast()
    condition.unlock()
  }

  /// The results since the last call that have no unfinished item before them.
  ///
  /// - Parameter isWaiting: Whether to wait until all items are done.
  public func results(waiting isWaiting: Bool) -> [Value] {
    condition.lock()
    defer { condition.unlock() }
    while isWaiting, delivered + done.count < submitted { condition.wait() }
    var values: [Value] = []
    while let value = done.removeValue(forKey: delivered) {
      values.append(value)
      delivered += 1
    }
    return values
  }

  private func run(_ worker: Int) {
    condition.lock()
    while true {
      while waiting.isEmpty, !isClosed { condition.wait() }
      guard !waiting.isEmpty else { break }
      let (index, item) = waiting.removeFirst()
      condition.broadcast()
      condition.unlock()
      let value = work(item, worker)
      condition.lock()
      done[index] = value
      condition.broadcast()
    }
    condition.unlock()
  }
}
