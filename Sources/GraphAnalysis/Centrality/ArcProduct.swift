import ParallelLoops

/// The product of a graph's weight matrix with a vector: the step that eigenvector centrality,
/// Katz centrality, PageRank and HITS repeat.
struct ArcProduct: Sendable {
  let graph: Graph
  let jobs: Int

  /// For every node `v`, the sum of `weight · vector[u]` over its arcs to `u`. O(nodes + arcs).
  func callAsFunction(_ vector: [Double]) -> [Double] {
    var product = [Double](repeating: 0, count: graph.nodeCount)
    write(to: &product, of: vector)
    return product
  }

  /// The same, into memory that is there already. Each sum is made by one thread in the order of
  /// arcs, so it does not depend on the number of threads.
  func write(to product: inout [Double], of vector: [Double]) {
    product.withUnsafeMutableBufferPointer { buffer in
      let product = SharedBuffer(buffer)
      // Nodes have very different numbers of arcs; several chunks a thread even them out.
      let chunk = max(256, graph.nodeCount / (max(1, jobs) * 8))
      parallelFor(count: graph.nodeCount, chunk: chunk, jobs: jobs) { nodes, _ in
        graph.withArcs { arcs in
          vector.withUnsafeBufferPointer { vector in
            for node in nodes {
              var sum = 0.0
              for arc in arcs.arcs(of: node) {
                sum += arcs.weights[arc] * vector[Int(arcs.targets[arc])]
              }
              product[node] = sum
            }
          }
        }
      }
    }
  }
}

extension Graph {
  /// Throws unless all weights are at least 0.
  func requireNonNegativeWeights(for algorithm: String) throws(GraphError) {
    guard weights.contains(where: { $0 < 0 }) else { return }
    let edge = edges.first { $0.weight < 0 }!
    throw .unsuitableWeight(
      edge.weight, source: edge.source, target: edge.target, algorithm: algorithm,
      needs: "weights of at least 0")
  }
}

/// The sum of absolute differences.
func distanceL1(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + abs($1.0 - $1.1) }
}

/// The vector divided by its Euclidean length; a zero vector stays as it is.
func normalizedL2(_ vector: [Double]) -> [Double] {
  let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  return length > 0 ? vector.map { $0 / length } : vector
}
