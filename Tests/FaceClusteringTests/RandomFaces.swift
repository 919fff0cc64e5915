import FaceClustering
import Foundation
import ParallelLoops

/// Vectors that spread about as face embeddings do.
struct RandomFaces {
  /// The vectors.
  let embeddings: EmbeddingMatrix
  /// The person of each.
  let people: [Int]

  /// Makes `count` faces of `people` people; with `spread` 1 they differ as real photos do.
  init(_ count: Int, of people: Int, spread: Double = 1, seed: UInt64 = 1) throws {
    var random = SplitMix64(seed: seed)
    func normal() -> Double {
      let radius = (-2 * log(Double.random(in: Double.leastNormalMagnitude..<1, using: &random)))
      return radius.squareRoot() * cos(2 * .pi * Double.random(in: 0..<1, using: &random))
    }
    func scales(_ variance: Double, _ decay: Double) -> [Double] {
      let shares = (0..<128).map { exp(-Double($0) / decay) }
      let sum = shares.reduce(0, +)
      return shares.map { (variance * $0 / sum).squareRoot() }
    }
    let between = scales(0.28, 24)
    let within = scales(0.09 * spread * spread, 55)
    let centers = (0..<people).map { _ in between.map { $0 * normal() } }
    self.people = (0..<count).map { _ in Int.random(in: 0..<people, using: &random) }
    var values: [Float] = []
    for person in self.people {
      for k in 0..<128 {
        let value = centers[person][k] + within[k] * normal() + (k == 0 ? 1.2 : 0)
        values.append(Float(value))
      }
    }
    embeddings = try EmbeddingMatrix(values)
  }
}
