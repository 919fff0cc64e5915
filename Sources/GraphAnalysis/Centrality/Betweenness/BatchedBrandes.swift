/// Brandes' algorithm from eight sources at once.
///
/// A breadth-first search counts shortest paths, and going back over it shares out the nodes behind
/// each node among the paths to it. Sources that are searched together reach a node within few
/// steps of each other, so its arcs are read a few times instead of eight, and what is read and
/// written for each is one cache line, a value per source.
final class BatchedBrandes {
  /// One value for each source.
  typealias Lanes = SIMD8<Double>
  /// One bit for each source.
  private typealias Mask = UInt8

  private let part: BetweennessPart
  /// For every mask, 1 where its bit is set and 0 elsewhere.
  private let factors: UnsafeMutableBufferPointer<Lanes>

  // What a search knows of each class; all zero between searches.

  /// The number of shortest paths to a member.
  private let paths: UnsafeMutableBufferPointer<Lanes>
  /// What each path to a member has a share in, (reach + multiplicity · dependency) / paths, for
  /// the sources for which the class was reached in the step now looked at.
  private var shares: UnsafeMutableBufferPointer<Lanes>
  /// The same for the step after it.
  private var sharesBehind: UnsafeMutableBufferPointer<Lanes>
  /// The sources that have reached it.
  private let seen: UnsafeMutableBufferPointer<Mask>
  /// The sources that reach it in this step.
  private let arriving: UnsafeMutableBufferPointer<Mask>

  /// Which classes were reached by which sources, step by step.
  private var arrivals: [(node: Int32, mask: Mask)] = []
  /// Where in `arrivals` each step begins.
  private var steps: [Int] = []

  /// Takes memory: 194 bytes per class, and 8 per class and step in which it is reached.
  init(_ part: BetweennessPart) {
    self.part = part
    paths = .zeros(part.classCount)
    shares = .zeros(part.classCount)
    sharesBehind = .zeros(part.classCount)
    seen = .zeros(part.classCount)
    arriving = .zeros(part.classCount)
    factors = .zeros(256)
    for mask in factors.indices {
      for lane in 0..<8 where mask >> lane & 1 == 1 { factors[mask][lane] = 1 }
    }
  }

  deinit {
    paths.deallocate()
    shares.deallocate()
    sharesBehind.deallocate()
    seen.deallocate()
    arriving.deallocate()
    factors.deallocate()
  }

  /// For every class, what each member gets for the paths from `sources` to all other classes.
  func dependencies(onSources sources: Range<Int>) -> [Double] {
    var result = [Double](repeating: 0, count: part.classCount)
    part.withUnsafeArcs { offsets, targets in
      for start in stride(from: sources.lowerBound, to: sources.upperBound, by: 8) {
        let batch = start..<min(sources.upperBound, start + 8)
        countPaths(from: batch, offsets, targets)
        shareDependencies(among: batch, offsets, targets, &result)
      }
    }
    return result
  }

  private func countPaths(
    from batch: Range<Int>, _ offsets: UnsafeBufferPointer<Int>,
    _ targets: UnsafeBufferPointer<Int32>
  ) {
    arrivals.removeAll(keepingCapacity: true)
    for (lane, source) in batch.enumerated() {
      paths[source][lane] = 1
      seen[source] = 1 << Mask(lane)
      arrivals.append((Int32(source), 1 << Mask(lane)))
    }
    steps = [0, batch.count]
    var next: [Int32] = []
    var isFirst = true
    while steps[steps.count - 2] < steps[steps.count - 1] {
      for i in steps[steps.count - 2]..<steps[steps.count - 1] {
        let (node, mask) = arrivals[i]
        let c = Int(node)
        if part.isEnd[c] && !isFirst { continue }
        let through = paths[c] * (isFirst ? 1 : part.multiplicity[c])
        for arc in offsets[c]..<offsets[c + 1] {
          let target = Int(targets[arc])
          let new = mask & ~seen[target]
          if new == 0 { continue }
          if arriving[target] == 0 { next.append(Int32(target)) }
          arriving[target] |= new
          paths[target] += through * factors[Int(new)]
        }
      }
      for node in next {
        let mask = arriving[Int(node)]
        arriving[Int(node)] = 0
        seen[Int(node)] |= mask
        arrivals.append((node, mask))
      }
      next.removeAll(keepingCapacity: true)
      steps.append(arrivals.count)
      isFirst = false
    }
  }

  private func shareDependencies(
    among batch: Range<Int>, _ offsets: UnsafeBufferPointer<Int>,
    _ targets: UnsafeBufferPointer<Int32>, _ result: inout [Double]
  ) {
    var reachOfSource = Lanes.zero
    for (lane, source) in batch.enumerated() { reachOfSource[lane] = part.reach[source] }

    // The last step found nothing, and the first is the sources themselves.
    for step in stride(from: steps.count - 3, through: 1, by: -1) {
      let isLast = step == steps.count - 3
      for i in steps[step]..<steps[step + 1] {
        let (node, mask) = arrivals[i]
        let c = Int(node)
        let factor = factors[Int(mask)]
        var dependency = Lanes.zero
        if !part.isEnd[c] && !isLast {
          for arc in offsets[c]..<offsets[c + 1] { dependency += sharesBehind[Int(targets[arc])] }
          dependency *= paths[c] * factor
          result[c] += (dependency * reachOfSource).sum()
        }
        // Lanes of other sources become 0 / 1 or 0 / paths.
        shares[c] =
          (part.reach[c] + part.multiplicity[c] * dependency) * factor / (paths[c] + (1 - factor))
      }
      for i in steps[step + 1]..<steps[step + 2] { sharesBehind[Int(arrivals[i].node)] = .zero }
      swap(&shares, &sharesBehind)
    }
    for arrival in arrivals {
      paths[Int(arrival.node)] = .zero
      sharesBehind[Int(arrival.node)] = .zero
      seen[Int(arrival.node)] = 0
    }
  }
}

extension UnsafeMutableBufferPointer {
  /// New memory of zeros, of a type for which they are a value.
  fileprivate static func zeros(_ count: Int) -> Self where Element: AdditiveArithmetic {
    let buffer = allocate(capacity: count)
    buffer.initialize(repeating: .zero)
    return buffer
  }
  fileprivate static func zeros(_ count: Int) -> Self where Element == SIMD8<Double> {
    let buffer = allocate(capacity: count)
    buffer.initialize(repeating: .zero)
    return buffer
  }
}
