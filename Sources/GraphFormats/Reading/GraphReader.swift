import Files
import SystemPackage

/// Reads GraphML and GEXF, whichever a file holds; its name says nothing.
///
/// It takes what networkx, igraph, Gephi, NetworKit and yEd write, all versions of GEXF from 1.1
/// on included. Nested graphs are read as one. Attributes keep their type; lists and other types are
/// read as text. Where an attribute changes over time, its last value counts. Reading streams: memory
/// is that of the graph. There is no network and no document type, so no entity can expand.
///
/// ```swift
/// let graph = try GraphReader().read("friends.graphml")
/// ```
public struct GraphReader: Sendable {
  /// Bounds on what is read.
  public var limits = GraphReadLimits()

  /// A reader with the usual bounds.
  public init() {}

  /// Reads the file at `path`.
  ///
  /// Complexity: O(bytes).
  /// - Throws: `FileError` where the file cannot be read; `GraphReadError` where it is not a graph;
  ///   `GraphDocumentError` where it is one that has no meaning, such as one with a weight of NaN.
  public func read(_ path: FilePath) throws -> GraphDocument {
    let name = displayName(path)
    let descriptor: FileDescriptor
    do {
      descriptor = try FileDescriptor.open(path, .readOnly)
    } catch let error as Errno { throw FileError(.open, name, error) }
    defer { try? descriptor.close() }
    return try read(named: name) { buffer in
      do { return try descriptor.read(into: buffer) } catch let error as Errno {
        throw FileError(.read, name, error)
      }
    }
  }

  /// Reads `bytes`, which came from something that people know as `name`.
  ///
  /// - Throws: As `read(_:)`, but no `FileError`.
  public func read(_ bytes: [UInt8], named name: String) throws -> GraphDocument {
    var position = 0
    return try read(named: name) { buffer in
      let count = min(buffer.count, bytes.count - position)
      bytes.withUnsafeBytes {
        buffer.copyMemory(from: .init(rebasing: $0[position..<position + count]))
      }
      position += count
      return count
    }
  }

  private func read(
    named name: String, from source: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws -> GraphDocument {
    let xml = try XMLEvents(named: name, limits: limits, source: source)
    guard case .start(let root)? = try xml.next() else {
      throw xml.error("the file is empty")
    }
    let graph: GraphDocument
    switch root.lowercased() {
    case "graphml":
      var reader = GraphMLReader(xml)
      graph = try reader.read()
    case "gexf":
      var reader = GEXFReader(xml)
      graph = try reader.read()
    default:
      throw xml.error("<\(root)> is neither GraphML nor GEXF; save the graph as one of these")
    }
    try graph.validate()
    return graph
  }
}
