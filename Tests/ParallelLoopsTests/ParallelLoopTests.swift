import ParallelLoops
import Synchronization
import Testing

@Suite struct ParallelLoopTests {
  @Test(arguments: [1, 2, 3, 8])
  func visitsEveryItemOnce(jobs: Int) {
    for (count, chunk) in [(0, 1), (1, 1), (7, 3), (1000, 64), (5, 100)] {
      let visits = Mutex([Int](repeating: 0, count: count))
      parallelFor(count: count, chunk: chunk, jobs: jobs) { range, worker in
        #expect(worker < jobs)
        visits.withLock { visits in for i in range { visits[i] += 1 } }
      }
      #expect(visits.withLock { $0 } == [Int](repeating: 1, count: count))
    }
  }

  @Test(arguments: [1, 2, 5])
  func mapsInOrder(jobs: Int) {
    #expect(parallelMap(count: 100, chunk: 7, jobs: jobs) { "\($0)" } == (0..<100).map { "\($0)" })
  }

  @Test func treatsSillyParametersAsOne() {
    let sum = Mutex(0)
    parallelFor(count: 10, chunk: 0, jobs: -1) { range, _ in
      sum.withLock { $0 += range.reduce(0, +) }
    }
    #expect(sum.withLock { $0 } == 45)
  }
}
