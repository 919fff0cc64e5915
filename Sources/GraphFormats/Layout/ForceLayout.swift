import Deterministic

/// Places nodes by forces: linked nodes attract, all nodes repel, so that groups show as groups.
///
/// ```swift
/// graph.nodePositions = ForceLayout().positions(of: graph)
/// ```
///
/// Repulsion between far groups of nodes is approximated (Barnes–Hut), which makes an iteration
/// O((nodes + edges) · log nodes). Every node sums its own forces, so that the result depends on the
/// graph and the seed, never on the number of threads.
///
/// Reference: Jacomy et al., "ForceAtlas2, a Continuous Graph Layout Algorithm for Handy Network
/// Visualization", PLoS ONE 9(6), 2014; Barnes and Hut, Nature 324, 1986.
public struct ForceLayout: Sendable {
  /// The number of steps; without one, 400 for small graphs down to 60 for large ones.
  public var iterations: Int?
  /// Decides where nodes start.
  public var seed: UInt64
  /// The number of threads.
  public var jobs: Int

  /// A layout that starts from `seed`.
  public init(iterations: Int? = nil, seed: UInt64 = 1, jobs: Int = allCores) {
    self.iterations = iterations
    self.seed = seed
    self.jobs = jobs
  }

  /// One place per node, around the origin, about 30 units from one node to the next.
  ///
  /// Edges count with the logarithm of 1 + their weight; a weight below 0 counts as 0.
  ///
  /// - Precondition: The graph is valid.
  public func positions(of graph: GraphDocument) -> [Position] {
    let count = graph.nodeCount
    guard count > 0 else { return [] }
    let neighbors = Neighbors(graph)
    var random = SplitMix64(seed: seed)
    let radius = Double(count).squareRoot() * 10
    var places = (0..<count).map { _ in
      Place(
        x: Double.random(in: -radius...radius, using: &random),
        y: Double.random(in: -radius...radius, using: &random))
    }
    let masses = (0..<count).map { 1 + neighbors.degree($0) }
    var last = [Place](repeating: Place(x: 0, y: 0), count: count)
    var speed = 1.0
    for _ in 0..<(iterations ?? max(60, min(400, 4_000_000 / count))) {
      let forces = self.forces(on: places, masses, neighbors)
      speed = move(&places, by: forces, after: last, masses, speed: speed)
      last = forces
    }
    return scaled(places)
  }

  private func forces(
    on places: [Place], _ masses: [Double], _ neighbors: Neighbors
  ) -> [Place] {
    let tree = QuadTree(places, masses)
    return parallelMap(count: places.count, chunk: 256, jobs: jobs) { node in
      let own = places[node]
      let mass = masses[node]
      var force = tree.repulsion(on: own, mass: mass)
      force.x *= Self.repulsion
      force.y *= Self.repulsion
      for k in neighbors.range(of: node) {
        let other = places[Int(neighbors.targets[k])]
        force.x += (other.x - own.x) * neighbors.weights[k]
        force.y += (other.y - own.y) * neighbors.weights[k]
      }
      // Gravity that grows with distance keeps components that nothing links close by.
      force.x -= own.x * mass * Self.gravity
      force.y -= own.y * mass * Self.gravity
      return force
    }
  }

  /// Moves every node along its force, less where it swings; returns the new overall speed.
  private func move(
    _ places: inout [Place], by forces: [Place], after last: [Place], _ masses: [Double],
    speed: Double
  ) -> Double {
    var swinging = 0.0
    var traction = 0.0
    for node in places.indices {
      swinging += masses[node] * forces[node].distance(to: last[node])
      let sum = Place(x: forces[node].x + last[node].x, y: forces[node].y + last[node].y)
      traction += masses[node] * sum.length / 2
    }
    let speed = swinging > 0 ? min(traction / swinging, speed * 1.5) : speed
    for node in places.indices {
      let swing = masses[node] * forces[node].distance(to: last[node])
      let length = forces[node].length
      guard length > 0 else { continue }
      let step = min(speed / (1 + (speed * swing).squareRoot()), 10 / length)
      places[node].x += forces[node].x * step
      places[node].y += forces[node].y * step
    }
    return speed
  }

  /// Centred, at a distance that suits usual node sizes, in hundredths.
  private func scaled(_ places: [Place]) -> [Position] {
    let count = Double(places.count)
    let center = Place(
      x: places.reduce(0) { $0 + $1.x } / count, y: places.reduce(0) { $0 + $1.y } / count)
    let spread = (places.reduce(0) { $0 + $1.distance(to: center) } / count)
    let scale = spread > 0 ? 15 * count.squareRoot() / spread : 1
    return places.map { place in
      Position(
        x: ((place.x - center.x) * scale * 100).rounded() / 100,
        y: ((place.y - center.y) * scale * 100).rounded() / 100)
    }
  }

  private static let repulsion = 20.0
  private static let gravity = 0.3

  /// A place or a force in the plane.
  struct Place: Sendable {
    var x, y: Double

    var length: Double { (x * x + y * y).squareRoot() }

    func distance(to other: Place) -> Double {
      Place(x: x - other.x, y: y - other.y).length
    }
  }

  /// The neighbours of every node, one list after the other.
  private struct Neighbors: Sendable {
    private var offsets: [Int]
    private(set) var targets: [Int32]
    private(set) var weights: [Double]

    init(_ graph: GraphDocument) {
      let edges = (0..<graph.edgeCount).filter { graph.edgeSources[$0] != graph.edgeTargets[$0] }
      offsets = [Int](repeating: 0, count: graph.nodeCount + 1)
      for edge in edges {
        offsets[Int(graph.edgeSources[edge]) + 1] += 1
        offsets[Int(graph.edgeTargets[edge]) + 1] += 1
      }
      for node in 0..<graph.nodeCount { offsets[node + 1] += offsets[node] }
      var next = offsets
      targets = [Int32](repeating: 0, count: edges.count * 2)
      weights = [Double](repeating: 1, count: edges.count * 2)
      for edge in edges {
        let (source, target) = (graph.edgeSources[edge], graph.edgeTargets[edge])
        let weight = graph.edgeWeights.map { logarithm(1 + max(0, $0[edge])) } ?? 1
        for (from, to) in [(source, target), (target, source)] {
          targets[next[Int(from)]] = to
          weights[next[Int(from)]] = weight
          next[Int(from)] += 1
        }
      }
    }

    func range(of node: Int) -> Range<Int> { offsets[node]..<offsets[node + 1] }
    func degree(_ node: Int) -> Double { Double(range(of: node).count) }
  }
}

/// The base-2 logarithm, by halving: exact arithmetic that is the same on every machine.
private func logarithm(_ value: Double) -> Double {
  Double(value.exponent) + value.significand - 1
}
