import Dispatch
import Foundation
import Synchronization

/// The number of processor cores that this process may use; the default for every `jobs` parameter.
public let allCores = max(1, ProcessInfo.processInfo.activeProcessorCount)

/// Runs `body` over `0..<count` in chunks, on `jobs` threads.
///
/// Threads take the next chunk when they are free, so work of uneven cost is balanced. Results stay
/// deterministic as long as each chunk writes only to places that belong to its indices: which
/// thread runs a chunk, and when, is not defined.
///
/// ```swift
/// var squares = [Int](repeating: 0, count: 1000)
/// squares.withUnsafeMutableBufferPointer { buffer in
///   let shared = SharedBuffer(buffer)
///   parallelFor(count: 1000, chunk: 64, jobs: 2) { range, _ in
///     for i in range { shared[i] = i * i }
///   }
/// }
/// ```
///
/// - Parameters:
///   - count: The number of items.
///   - chunk: The number of neighboring items a thread takes at once; at least 1.
///   - jobs: The number of threads. With 1, everything runs on the calling thread, in order.
///   - body: Receives a range of items and the worker's number in `0..<jobs`, for scratch memory
///     that each worker owns.
public func parallelFor(
  count: Int, chunk: Int = 1, jobs: Int,
  _ body: @Sendable (_ items: Range<Int>, _ worker: Int) -> Void
) {
  guard count > 0 else { return }
  let chunk = max(1, chunk)
  let chunks = (count + chunk - 1) / chunk
  let workers = min(max(1, jobs), chunks)
  if workers == 1 {
    for c in 0..<chunks { body(c * chunk..<min(count, (c + 1) * chunk), 0) }
    return
  }
  let next = Atomic<Int>(0)
  DispatchQueue.concurrentPerform(iterations: workers) { worker in
    while true {
      let c = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard c < chunks else { return }
      body(c * chunk..<min(count, (c + 1) * chunk), worker)
    }
  }
}

/// Computes `transform(i)` for every `i` in `0..<count` on `jobs` threads, in order of `i`.
public func parallelMap<Value: Sendable>(
  count: Int, chunk: Int = 1, jobs: Int, _ transform: @Sendable (Int) -> Value
) -> [Value] {
  parallelMap(count: count, chunk: chunk, jobs: jobs) { i, _ in transform(i) }
}

/// The same, where `transform` is also told which worker calls it, from 0 below `jobs`.
public func parallelMap<Value: Sendable>(
  count: Int, chunk: Int = 1, jobs: Int, _ transform: @Sendable (Int, _ worker: Int) -> Value
) -> [Value] {
  [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
    let shared = SharedBuffer(buffer)
    parallelFor(count: count, chunk: chunk, jobs: jobs) { range, worker in
      for i in range { shared.initialize(at: i, to: transform(i, worker)) }
    }
    initialized = count
  }
}
