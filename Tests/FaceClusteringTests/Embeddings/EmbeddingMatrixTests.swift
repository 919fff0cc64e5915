import FaceClustering
import Foundation
import Testing

@Suite struct EmbeddingMatrixTests {
  @Test func keepsRows() throws {
    let values = (0..<256).map { Float($0 + 1) }
    let matrix = try EmbeddingMatrix(values)
    #expect(matrix.count == 2)
    #expect(Array(matrix[1]) == Array(values[128...]))
    #expect(abs(matrix.distance(0, 1) - 128 * 128.0.squareRoot()) < 1e-9)
    #expect(matrix.selecting([1, 1, 0]).count == 3)
    #expect(matrix.selecting([1]).values == Array(values[128...]))
    #expect(try EmbeddingMatrix(rows: [Array(values[..<128])]).count == 1)
    #expect(try EmbeddingMatrix([]).count == 0)
  }

  @Test func normalizes() throws {
    let matrix = try EmbeddingMatrix((0..<256).map { Float($0) - 100 }).normalized()
    for row in 0..<2 {
      let square = matrix[row].reduce(0.0) { $0 + Double($1) * Double($1) }
      #expect(abs(square - 1) < 1e-6)
    }
  }

  @Test func refusesBadNumbers() {
    var values = [Float](repeating: 1, count: 256)
    #expect(throws: EmbeddingError.wrongSize(255)) { try EmbeddingMatrix(Array(values.dropLast())) }
    #expect(throws: EmbeddingError.wrongDimension(row: 0, dimension: 3)) {
      try EmbeddingMatrix(rows: [[1, 2, 3]])
    }
    values[130] = .nan
    #expect(throws: EmbeddingError.notFinite(row: 1, position: 2)) { try EmbeddingMatrix(values) }
    values[130] = -.infinity
    #expect(throws: EmbeddingError.notFinite(row: 1, position: 2)) { try EmbeddingMatrix(values) }
    let zeros = [Float](repeating: 0, count: 128)
    #expect(throws: EmbeddingError.zero(row: 0)) { try EmbeddingMatrix(zeros) }
    #expect(EmbeddingError.zero(row: 7).localizedDescription.contains("face 7"))
  }
}
