import Files
import SystemPackage

/// The outlines of countries, from a shapefile of polygons.
///
/// Reference: ESRI Shapefile Technical Description, 1998.
public struct Outlines: Sendable, Equatable {
  /// Closed rings of longitude (`x`) and latitude (`y`), in degrees.
  public let rings: [[Canvas.Point]]

  /// Reads the `.shp` file at `path`; other shapes than polygons are passed over.
  ///
  /// - Throws: `FileError` where it cannot be read; `DrawingError` where it is no shapefile.
  public init(_ path: FilePath) throws {
    try self.init(bytes: try readFile(path), name: displayName(path))
  }

  /// Reads the bytes of a `.shp` file.
  init(bytes: [UInt8], name: String) throws {
    func fault() -> DrawingError { .refused("\(name) is no shapefile of outlines") }
    func big(_ at: Int) -> Int { (0..<4).reduce(0) { $0 << 8 | Int(bytes[at + $1]) } }
    func little(_ at: Int) -> Int { (0..<4).reversed().reduce(0) { $0 << 8 | Int(bytes[at + $1]) } }
    func double(_ at: Int) -> Double {
      Double(
        bitPattern: (0..<8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(bytes[at + $1]) })
    }
    guard bytes.count >= 100, big(0) == 9994 else { throw fault() }
    var rings: [[Canvas.Point]] = []
    var record = 100
    while record + 12 <= bytes.count {
      let end = record + 8 + 2 * big(record + 4)
      guard end > record + 8, end <= bytes.count else { throw fault() }
      let start = record + 8
      if little(start) == 5 {
        guard start + 44 <= end else { throw fault() }
        let (parts, points) = (little(start + 36), little(start + 40))
        let first = start + 44 + 4 * parts
        guard parts < 1 << 20, points < 1 << 26, first + 16 * points <= end else { throw fault() }
        for part in 0..<parts {
          let low = little(start + 44 + 4 * part)
          let high = part + 1 < parts ? little(start + 48 + 4 * part) : points
          guard low <= high, high <= points else { throw fault() }
          rings.append(
            (low..<high).map {
              Canvas.Point(double(first + 16 * $0), double(first + 16 * $0 + 8))
            })
        }
      }
      record = end
    }
    self.rings = rings
  }
}
