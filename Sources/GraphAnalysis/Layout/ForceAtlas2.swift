import ParallelLoops

/// Positions in the plane that show the structure of a graph: edges pull, nodes push each other
/// away, and communities become visible as clumps. The layout that users of Gephi know.
///
/// The same seed gives the same positions, whatever the number of threads.
///
/// Complexity: O(nodes log nodes + edges) per iteration.
/// Jacomy, Venturini, Heymann and Bastian, "ForceAtlas2, a continuous graph layout algorithm for
/// handy network visualization designed for the Gephi software", PLoS ONE 9, 2014; repulsion after
/// Barnes and Hut, "A hierarchical O(N log N) force-calculation algorithm", Nature 324, 1986.
public struct ForceAtlas2: Sendable {
  /// The number of steps.
  public let iterations: Int
  /// How strongly nodes push each other away; the drawing grows with it.
  public let scaling: Double
  /// How strongly everything is pulled to the middle, so that components do not drift apart.
  public let gravity: Double
  /// The seed of the first positions.
  public let seed: UInt64
  /// The number of threads.
  public let jobs: Int

  /// Lays out graphs.
  public init(
    iterations: Int = 500, scaling: Double = 10, gravity: Double = 1, seed: UInt64 = 1,
    jobs: Int = allCores
  ) {
    self.iterations = iterations
    self.scaling = scaling
    self.gravity = gravity
    self.seed = seed
    self.jobs = jobs
  }

  /// The position of every node; directions of edges are ignored.
  ///
  /// - Throws: `GraphError` if a weight is negative or a parameter is not a number of at least 0.
  public func positions(of graph: Graph) throws(GraphError) -> [SIMD2<Double>] {
    try graph.requireNonNegativeWeights(for: "ForceAtlas2")
    for (name, value) in [
      ("number of iterations", Double(iterations)), ("scaling", scaling), ("gravity", gravity),
    ] where !(value >= 0 && value.isFinite) {
      throw .invalidParameter(name, value: value, expected: "0 or more")
    }
    let graph = graph.undirected()
    let mass = Degree().scores(of: graph).map { $0 + 1 }
    var random = SplitMix64(seed: seed)
    let extent = 10 * Double(graph.nodeCount).squareRoot()
    var positions = graph.nodes.map { _ in
      SIMD2(
        Double.random(in: -extent...extent, using: &random),
        Double.random(in: -extent...extent, using: &random))
    }
    var lastForces = [SIMD2<Double>](repeating: .zero, count: graph.nodeCount)
    var speed = 1.0
    for _ in 0..<iterations {
      let tree = Quadtree(positions: positions, mass: mass)
      let forces = parallelMap(count: graph.nodeCount, chunk: 256, jobs: jobs) { [positions] node in
        force(on: node, in: graph, positions, mass, tree)
      }
      move(&positions, forces, lastForces, mass, &speed)
      lastForces = forces
    }
    return positions
  }

  /// Repulsion from all nodes, attraction along edges, and gravity.
  private func force(
    on node: Int, in graph: Graph, _ positions: [SIMD2<Double>], _ mass: [Double],
    _ tree: Quadtree
  ) -> SIMD2<Double> {
    let here = positions[node]
    var force = scaling * mass[node] * tree.repulsion(at: here)
    for arc in graph.arcs(of: node) {
      force += graph.weights[arc] * (positions[Int(graph.targets[arc])] - here)
    }
    let distance = (here * here).sum().squareRoot()
    if distance > 0 { force -= gravity * mass[node] / distance * here }
    return force
  }

  /// Moves every node along its force: fast while all agree on where to go, slowly the nodes that
  /// swing to and fro.
  private func move(
    _ positions: inout [SIMD2<Double>], _ forces: [SIMD2<Double>], _ last: [SIMD2<Double>],
    _ mass: [Double], _ speed: inout Double
  ) {
    func length(_ v: SIMD2<Double>) -> Double { (v * v).sum().squareRoot() }
    var swinging = 0.0
    var traction = 0.0
    for i in forces.indices {
      swinging += mass[i] * length(forces[i] - last[i])
      traction += mass[i] * length(forces[i] + last[i]) / 2
    }
    if swinging > 0 { speed = min(traction / swinging, 1.5 * speed) }
    for i in forces.indices {
      let swing = length(forces[i] - last[i])
      var step = 0.1 * speed / (1 + speed * swing.squareRoot())
      let size = length(forces[i])
      if size > 0 { step = min(step, 10 / size) }
      positions[i] += step * forces[i]
    }
  }
}
