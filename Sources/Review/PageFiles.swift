import Foundation
import HTTPTypes
import Hummingbird

/// The front end: the files of the folder `Page`, read once. A request names one of them or nothing;
/// no path of a request reaches the file system.
struct PageFiles: Sendable {
  private let files: [String: (type: String, bytes: ByteBuffer)]

  /// - Throws: An error of Foundation where the program's resources are gone.
  init() throws {
    let root = Bundle.module.resourceURL!.appendingPathComponent("Page", isDirectory: true)
    var files: [String: (type: String, bytes: ByteBuffer)] = [:]
    let names = try FileManager.default.subpathsOfDirectory(atPath: root.path)
    for name in names {
      guard let type = Self.types[(name as NSString).pathExtension] else { continue }
      files["/" + name] = (
        type, ByteBuffer(bytes: try Data(contentsOf: root.appendingPathComponent(name)))
      )
    }
    files["/"] = files["/index.html"]
    self.files = files
  }

  private static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml", "json": "application/json",
  ]

  /// The paths that can be asked for.
  var paths: [String] { files.keys.sorted() }

  /// The text of the file at `path`.
  func text(at path: String) -> String? { files[path].map { String(buffer: $0.bytes) } }

  /// The file at `path`.
  func response(to path: String) -> Response? {
    files[path].map {
      Response(
        status: .ok, headers: [.contentType: $0.type], body: ResponseBody(byteBuffer: $0.bytes))
    }
  }
}
