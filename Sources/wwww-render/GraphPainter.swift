import CGraphviz
import Foundation

/// Where drawings go.
typealias Output = UnsafeMutablePointer<FILE>

/// Draws graphs with Graphviz.
enum GraphPainter {
  /// Lays out and draws `dot`; `false` where Graphviz refuses, which says why on standard error.
  static func paint(_ dot: [UInt8], engine: String, format: String, to output: Output) -> Bool {
    guard let context = gvContext() else { return false }
    defer { gvFreeContext(context) }
    let text = dot.map { CChar(bitPattern: $0) } + [0]
    guard let graph = text.withUnsafeBufferPointer({ agmemread($0.baseAddress) }) else {
      return false
    }
    defer { agclose(graph) }
    guard gvLayout(context, graph, engine) == 0 else { return false }
    defer { gvFreeLayout(context, graph) }
    return gvRender(context, graph, format, output) == 0
  }
}
