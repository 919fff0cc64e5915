import Deterministic

/// A pair of rows within the radius, `first < second`.
struct NearPair {
  var first: Int32
  var second: Int32
  var distance: Float
}

extension EmbeddingMatrix {
  /// All pairs of rows within `radius` whose second row is at or after `start`, by second row, then
  /// first, in lists to be read one after the other. Exact, the same for any number of `jobs`.
  func nearPairs(
    within radius: Double, from start: Int, jobs: Int, progress: (@Sendable (Double) -> Void)?
  ) -> [[NearPair]] {
    guard (count - start) * count > 640_000 else {
      // The preparations would take longer than all the distances.
      let pairs = (start..<max(start, count)).map { row in
        (0..<row).filter { isWithin(radius, row, $0) }.map { other in
          NearPair(
            first: Int32(other), second: Int32(row), distance: Float(distance(row, other)))
        }
      }
      progress?(1)
      return pairs
    }
    return NearPairs(self, radius: radius, jobs: jobs)
      .find(from: start, jobs: jobs, progress: progress)
  }
}

/// Finds the pairs of rows within a radius.
///
/// Compares the leading dimensions of blocks of rows with blocks of rows, 6 × 16 pairs at a time in
/// registers: with h = |q|²/2, a pair is within the radius if q·q′ − h − h′ ≥ −r²/2. Six rows
/// stand in memory as they are, sixteen others dimension by dimension, so each step is two loads,
/// six broadcasts and twelve multiply–adds. A block of the sixteens stays in the second-level cache
/// while all sixes of a block pass. The few pairs that pass are decided in double precision on the
/// rows themselves.
private struct NearPairs {
  private static let tileRows = 6
  private static let tileColumns = 16
  private static let blockRows = 510
  private static let blockColumns = 512

  private let embeddings: EmbeddingMatrix
  private let squaredRadius: Double
  private let leading: LeadingDimensions
  /// `leading.rows` by groups of 16 rows, dimension after dimension in a group.
  private let columns: [Float]
  /// Half squares of `columns`, made infinite for the rows that fill the last group.
  private let columnHalfSquares: [Float]
  private let bound: Float
  /// A squared distance in single precision that no pair within the radius exceeds.
  private let roughLimit: Float

  init(_ embeddings: EmbeddingMatrix, radius: Double, jobs: Int) {
    self.embeddings = embeddings
    squaredRadius = radius * radius
    leading = LeadingDimensions(embeddings, radius: radius, jobs: jobs)
    let scaled = squaredRadius * leading.scale * leading.scale
    bound = Float((scaled + leading.squaredError) / 2).nextUp
    // Beyond this, squares may overflow in single precision; then nothing is rejected by them.
    roughLimit = squaredRadius < 1e30 ? Float(squaredRadius * (1 + 1e-5)).nextUp : .infinity
    let kept = leading.dimensions
    let groups = (embeddings.count + Self.tileColumns - 1) / Self.tileColumns
    var columns = [Float](repeating: 0, count: groups * Self.tileColumns * kept)
    for row in 0..<embeddings.count {
      let start = row / Self.tileColumns * Self.tileColumns * kept + row % Self.tileColumns
      for k in 0..<kept { columns[start + k * Self.tileColumns] = leading.rows[row * kept + k] }
    }
    self.columns = columns
    let filling = groups * Self.tileColumns - embeddings.count
    columnHalfSquares =
      leading.halfSquares + [Float](repeating: .infinity, count: filling)
  }

  /// The pairs whose second row is at or after `start`, by second row, then first.
  ///
  /// - Returns: Lists of pairs to be read one after the other.
  func find(from start: Int, jobs: Int, progress: (@Sendable (Double) -> Void)?) -> [[NearPair]] {
    let rows = embeddings.count - start
    let blocks = (rows + Self.blockRows - 1) / Self.blockRows
    let total = Double(rows) * Double(start + embeddings.count) / 2
    let meter = ProgressMeter(total: total, report: progress)
    // Later blocks have more rows before them: the longest work goes first.
    let found = parallelMap(count: blocks, jobs: jobs) { k in
      let first = start + (blocks - 1 - k) * Self.blockRows
      let block = first..<min(first + Self.blockRows, embeddings.count)
      let pairs = pairs(in: block)
      meter.advance(by: Double(block.count) * Double(block.lowerBound + block.upperBound) / 2)
      return pairs
    }
    return found.reversed()
  }

  /// The pairs of a row in `block` with an earlier row.
  private func pairs(in block: Range<Int>) -> [NearPair] {
    var found: [NearPair] = []
    let kept = leading.dimensions
    embeddings.withUnsafeRows { vectors in
      leading.rows.withUnsafeBufferPointer { rows in
        columns.withUnsafeBufferPointer { columns in
          columnHalfSquares.withUnsafeBufferPointer { halves in
            withUnsafeTemporaryAllocation(
              of: SIMD8<Float>.self, capacity: 2 * Self.tileRows
            ) { tile in
              let lastGroup = (block.upperBound - 1) / Self.tileColumns
              let groupsInBlock = Self.blockColumns / Self.tileColumns
              for groupBlock in stride(from: 0, through: lastGroup, by: groupsInBlock) {
                for i in stride(from: block.lowerBound, to: block.upperBound, by: Self.tileRows) {
                  let end = min(i + Self.tileRows, block.upperBound)
                  let last = min(groupBlock + groupsInBlock - 1, (end - 1) / Self.tileColumns)
                  guard groupBlock <= last else { continue }
                  for group in groupBlock...last {
                    let start = group * Self.tileColumns
                    guard
                      Self.compare(
                        rows.baseAddress!, i, end, halves.baseAddress!, bound,
                        columns.baseAddress! + start * kept, halves.baseAddress! + start, kept,
                        tile.baseAddress!)
                    else { continue }
                    collect(tile.baseAddress!, i..<end, start, vectors, &found)
                  }
                }
              }
            }
          }
        }
      }
    }
    found.sort { ($0.second, $0.first) < ($1.second, $1.first) }
    return found
  }

  /// Fills `tile` with r²/2 − d²/2 for six rows and sixteen columns; returns whether any is ≥ 0.
  @inline(__always)
  private static func compare(
    _ rows: UnsafePointer<Float>, _ first: Int, _ end: Int, _ rowHalves: UnsafePointer<Float>,
    _ bound: Float, _ columns: UnsafePointer<Float>, _ halves: UnsafePointer<Float>, _ kept: Int,
    _ tile: UnsafeMutablePointer<SIMD8<Float>>
  ) -> Bool {
    // Where fewer than six rows are left, the last one is compared again.
    let i1 = min(first + 1, end - 1)
    let i2 = min(first + 2, end - 1)
    let i3 = min(first + 3, end - 1)
    let i4 = min(first + 4, end - 1)
    let i5 = min(first + 5, end - 1)
    let r0 = rows + first * kept
    let r1 = rows + i1 * kept
    let r2 = rows + i2 * kept
    let r3 = rows + i3 * kept
    let r4 = rows + i4 * kept
    let r5 = rows + i5 * kept
    let left = load(halves)
    let right = load(halves + 8)
    var a0 = (bound - rowHalves[first]) - left
    var b0 = (bound - rowHalves[first]) - right
    var a1 = (bound - rowHalves[i1]) - left
    var b1 = (bound - rowHalves[i1]) - right
    var a2 = (bound - rowHalves[i2]) - left
    var b2 = (bound - rowHalves[i2]) - right
    var a3 = (bound - rowHalves[i3]) - left
    var b3 = (bound - rowHalves[i3]) - right
    var a4 = (bound - rowHalves[i4]) - left
    var b4 = (bound - rowHalves[i4]) - right
    var a5 = (bound - rowHalves[i5]) - left
    var b5 = (bound - rowHalves[i5]) - right
    var column = columns
    for k in 0..<kept {
      let x = load(column)
      let y = load(column + 8)
      column += tileColumns
      let q0 = SIMD8(repeating: r0[k])
      a0.addProduct(q0, x)
      b0.addProduct(q0, y)
      let q1 = SIMD8(repeating: r1[k])
      a1.addProduct(q1, x)
      b1.addProduct(q1, y)
      let q2 = SIMD8(repeating: r2[k])
      a2.addProduct(q2, x)
      b2.addProduct(q2, y)
      let q3 = SIMD8(repeating: r3[k])
      a3.addProduct(q3, x)
      b3.addProduct(q3, y)
      let q4 = SIMD8(repeating: r4[k])
      a4.addProduct(q4, x)
      b4.addProduct(q4, y)
      let q5 = SIMD8(repeating: r5[k])
      a5.addProduct(q5, x)
      b5.addProduct(q5, y)
    }
    let m0 = larger(larger(a0, b0), larger(a1, b1))
    let m1 = larger(larger(a2, b2), larger(a3, b3))
    let m2 = larger(larger(a4, b4), m0)
    let m3 = larger(larger(a5, b5), m1)
    guard any(larger(m2, m3) .>= 0) else { return false }
    tile[0] = a0
    tile[1] = b0
    tile[2] = a1
    tile[3] = b1
    tile[4] = a2
    tile[5] = b2
    tile[6] = a3
    tile[7] = b3
    tile[8] = a4
    tile[9] = b4
    tile[10] = a5
    tile[11] = b5
    return true
  }

  /// Decides the pairs of a tile that may be within the radius.
  @inline(never)
  private func collect(
    _ tile: UnsafeMutablePointer<SIMD8<Float>>, _ rows: Range<Int>, _ start: Int,
    _ vectors: UnsafePointer<Float>, _ found: inout [NearPair]
  ) {
    let values = UnsafeRawPointer(tile).assumingMemoryBound(to: Float.self)
    for half in 0..<2 * rows.count where any(tile[half] .>= 0) {
      let row = rows.lowerBound + half / 2
      for lane in 0..<8 where values[8 * half + lane] >= 0 {
        let column = start + half % 2 * 8 + lane
        guard column < row else { break }
        let a = vectors + row * EmbeddingMatrix.dimensions
        let b = vectors + column * EmbeddingMatrix.dimensions
        guard Self.roughSquare(a, b) <= roughLimit else { continue }
        let square = squaredDistance(a, b)
        if square <= squaredRadius {
          found.append(
            NearPair(
              first: Int32(column), second: Int32(row), distance: Float(square.squareRoot())))
        }
      }
    }
  }

  /// The squared distance in single precision; its relative error is far below 10⁻⁵.
  @inline(__always)
  private static func roughSquare(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>) -> Float {
    var even = SIMD8<Float>()
    var odd = SIMD8<Float>()
    for k in stride(from: 0, to: EmbeddingMatrix.dimensions, by: 16) {
      let x = load(a + k) - load(b + k)
      let y = load(a + k + 8) - load(b + k + 8)
      even.addProduct(x, x)
      odd.addProduct(y, y)
    }
    return total(even + odd)
  }
}

/// The sum of eight lanes; not inlined, or the compiler takes the loop before it apart into lanes.
@inline(never)
private func total(_ lanes: SIMD8<Float>) -> Float { lanes.sum() }

@inline(__always)
private func load(_ pointer: UnsafePointer<Float>) -> SIMD8<Float> {
  UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Float>.self)
}

@inline(__always)
private func larger(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
  a.replacing(with: b, where: b .> a)
}
