import FaceClustering
import Foundation

/// The stored results of independent implementations; `Fixtures/make_fixtures.py` makes them.
enum Fixture {
  static func embeddings(_ name: String) throws -> EmbeddingMatrix {
    let data = try Data(contentsOf: url("\(name).f32"))
    return try EmbeddingMatrix(
      data.withUnsafeBytes { bytes in
        stride(from: 0, to: bytes.count, by: 4).map {
          Float(
            bitPattern: UInt32(
              littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self)))
        }
      })
  }

  static func json<Value: Decodable>(_ name: String, _: Value.Type) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(contentsOf: url("\(name).json")))
  }

  private static func url(_ name: String) -> URL {
    Bundle.module.resourceURL!.appendingPathComponent("Fixtures/\(name)")
  }
}
