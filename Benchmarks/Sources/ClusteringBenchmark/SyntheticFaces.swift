import Foundation
import ParallelLoops

/// Vectors with the spread of dlib's embeddings of press photos: people differ in few directions,
/// faces of one person in more, and a few people have many faces.
struct SyntheticFaces {
  private(set) var values: [Float] = []
  private(set) var people: [Int32] = []

  /// Makes `count` faces of `people` people.
  init(_ count: Int, of people: Int, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    func normal() -> Float {
      let radius = (-2 * log(Float.random(in: Float.leastNormalMagnitude..<1, using: &random)))
      return radius.squareRoot() * cos(2 * .pi * Float.random(in: 0..<1, using: &random))
    }
    func scales(_ variance: Float, _ decay: Float) -> [Float] {
      let shares = (0..<128).map { exp(-Float($0) / decay) }
      let sum = shares.reduce(0, +)
      return shares.map { (variance * $0 / sum).squareRoot() }
    }
    let between = scales(0.28, 22)
    let within = scales(0.096, 55)
    var centers: [Float] = []
    for _ in 0..<people { for k in 0..<128 { centers.append(between[k] * normal()) } }
    // Every person once, then the number of faces falls with the square root of the rank.
    var ends: [Double] = []
    for person in 0..<people {
      ends.append((ends.last ?? 0) + 1 / Double(person + 1).squareRoot())
    }
    values.reserveCapacity(count * 128)
    for face in 0..<count {
      var person = face
      if face >= people {
        let place = Double.random(in: 0..<ends[people - 1], using: &random)
        person = ends.partitioningIndex(after: place)
      }
      self.people.append(Int32(person))
      for k in 0..<128 {
        values.append(centers[person * 128 + k] + within[k] * normal() + (k == 0 ? 1.28 : 0))
      }
    }
  }
}

extension [Double] {
  /// The first index whose element is greater than `value`, in ascending elements.
  fileprivate func partitioningIndex(after value: Double) -> Int {
    var low = 0
    var high = count - 1
    while low < high {
      let middle = (low + high) / 2
      if self[middle] > value { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
