/// The likeliest way in which a group of faces is two people: along the direction in which the faces
/// differ most, improved by 2-means.
///
/// Reference: Boley, "Principal Direction Divisive Partitioning", Data Mining and Knowledge Discovery
/// 2 (1998).
public struct PersonBisection: Sendable {
  /// The faces of both parts, the larger part first.
  public let larger, smaller: [Int]

  /// Divides the faces in `rows`; nil for fewer than two. O(rows · dimensions).
  public init?(_ embeddings: EmbeddingMatrix, _ rows: [Int]) {
    guard rows.count > 1 else { return nil }
    let width = EmbeddingMatrix.dimensions
    let points = rows.map { row -> [Double] in
      let values = embeddings[row].map(Double.init)
      let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return values.map { $0 / length }
    }
    func mean(_ chosen: [Int]) -> [Double] {
      var sum = [Double](repeating: 0, count: width)
      for i in chosen { for k in 0..<width { sum[k] += points[i][k] } }
      return sum.map { $0 / Double(chosen.count) }
    }
    func square(_ a: [Double], _ b: [Double]) -> Double {
      var sum = 0.0
      for k in 0..<width { sum += (a[k] - b[k]) * (a[k] - b[k]) }
      return sum
    }
    let all = Array(points.indices)
    let center = mean(all)
    let deviations = points.map { point in (0..<width).map { point[$0] - center[$0] } }
    func product(_ a: [Double], _ b: [Double]) -> Double {
      var sum = 0.0
      for k in 0..<width { sum += a[k] * b[k] }
      return sum
    }
    var direction =
      deviations.max { product($0, $0) < product($1, $1) } ?? [Double](repeating: 0, count: width)
    for _ in 0..<20 {
      var next = [Double](repeating: 0, count: width)
      for deviation in deviations {
        let share = product(deviation, direction)
        for k in 0..<width { next[k] += share * deviation[k] }
      }
      let length = product(next, next).squareRoot()
      guard length > 0 else { break }
      direction = next.map { $0 / length }
    }
    var isFirst = deviations.map { product($0, direction) > 0 }
    for _ in 0..<10 {
      let (a, b) = (all.filter { isFirst[$0] }, all.filter { !isFirst[$0] })
      guard !a.isEmpty, !b.isEmpty else { break }
      let (first, second) = (mean(a), mean(b))
      let new = points.map { square($0, first) < square($0, second) }
      if new == isFirst { break }
      isFirst = new
    }
    if !isFirst.contains(true) || !isFirst.contains(false) { isFirst = all.map { $0 == 0 } }
    let (a, b) = (rows.indices.filter { isFirst[$0] }, rows.indices.filter { !isFirst[$0] })
    (larger, smaller) =
      a.count >= b.count
      ? (a.map { rows[$0] }, b.map { rows[$0] })
      : (b.map { rows[$0] }, a.map { rows[$0] })
  }
}
