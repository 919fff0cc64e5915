import ParallelLoops
import Synchronization
import Testing

@Suite struct PipelineTests {
  @Test(arguments: [1, 2, 5])
  func givesResultsInOrder(workers: Int) {
    let pipeline = Pipeline<Int, Int>(workers: workers, capacity: 3) { item, worker in
      #expect((0..<workers).contains(worker))
      // Later items are quicker.
      var sum = 0
      for i in 0..<(200 - item) * 100 { sum &+= i }
      return sum == -1 ? 0 : item * item
    }
    defer { pipeline.close() }
    var results: [Int] = []
    for i in 0..<200 {
      pipeline.submit(i)
      results += pipeline.results(waiting: false)
    }
    results += pipeline.results(waiting: true)
    #expect(results == (0..<200).map { $0 * $0 })
    #expect(pipeline.results(waiting: true).isEmpty)
  }
}
