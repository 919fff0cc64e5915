import CGraphviz
import Foundation

/// Reads DOT with Graphviz's parser and writes it as node-link JSON.
enum DOTParser {
  /// Reads `dot`; `false` where Graphviz refuses, which says why on standard error.
  static func parse(_ dot: [UInt8], to output: Output) -> Bool {
    let text = dot.map { CChar(bitPattern: $0) } + [0]
    guard let graph = text.withUnsafeBufferPointer({ agmemread($0.baseAddress) }) else {
      return false
    }
    defer { agclose(graph) }
    var writer = Writer(graph, output)
    writer.write()
    return true
  }

  private struct Writer {
    let graph: UnsafeMutablePointer<Agraph_t>
    let output: Output
    /// The names of the clusters that nodes are in.
    var clusters: [String: String] = [:]

    init(_ graph: UnsafeMutablePointer<Agraph_t>, _ output: Output) {
      self.graph = graph
      self.output = output
      noteClusters(in: graph)
    }

    mutating func write() {
      let title =
        members(of: graph, kind: AGRAPH).first { $0.name == "label" }?.value ?? name(graph)
      put("{\"directed\":\(agisdirected(graph) != 0),\"graph\":{")
      put(
        (["\"name\":\(quoted(title))"]
          + members(of: graph, kind: AGRAPH).filter { $0.name != "label" }
          .map { "\(quoted($0.name)):\(quoted($0.value))" }).joined(separator: ","))
      put("},\"nodes\":[")
      var separator = "\n"
      var node = agfstnode(graph)
      while let current = node {
        put(separator + nodeText(current))
        separator = ",\n"
        node = agnxtnode(graph, current)
      }
      put("],\"links\":[")
      separator = "\n"
      node = agfstnode(graph)
      while let current = node {
        var edge = agfstout(graph, current)
        while let link = edge {
          put(separator + edgeText(link, from: current))
          separator = ",\n"
          edge = agnxtout(graph, link)
        }
        node = agnxtnode(graph, current)
      }
      put("]}\n")
    }

    private mutating func noteClusters(in parent: UnsafeMutablePointer<Agraph_t>) {
      var subgraph = agfstsubg(parent)
      while let current = subgraph {
        let id = name(current)
        if id.hasPrefix("cluster") {
          let label = members(of: current, kind: AGRAPH).first { $0.name == "label" }?.value
          var node = agfstnode(current)
          while let member = node {
            clusters[name(member)] = label ?? id
            node = agnxtnode(current, member)
          }
        }
        noteClusters(in: current)
        subgraph = agnxtsubg(current)
      }
    }

    private func nodeText(_ node: UnsafeMutablePointer<Agnode_t>) -> String {
      let id = name(node)
      var text = ["\"id\":\(quoted(id))"]
      let attributes = members(of: node, kind: AGNODE)
      let fill = attributes.first { $0.name == "fillcolor" }?.value
      for (name, value) in attributes {
        switch name {
        case "label": if value != "\\N" { text.append("\"label\":\(quoted(unescaped(value)))") }
        case "pos":
          let parts = value.split(whereSeparator: { ",! ".contains($0) }).compactMap { Double($0) }
          if parts.count >= 2 {
            text.append("\"position\":{\"x\":\(parts[0]),\"y\":\(parts[1])}")
          }
        case "fillcolor": text.append("\"color\":\(quoted(value))")
        case "color":
          text.append(
            fill == nil ? "\"color\":\(quoted(value))" : "\"outline\":\(quoted(value))")
        default: text.append("\(quoted(name)):\(literal(value))")
        }
      }
      if let cluster = clusters[id] { text.append("\"cluster\":\(quoted(cluster))") }
      return "{" + text.joined(separator: ",") + "}"
    }

    private func edgeText(
      _ edge: UnsafeMutablePointer<Agedge_t>, from node: UnsafeMutablePointer<Agnode_t>
    ) -> String {
      var text = ["\"source\":\(quoted(name(node)))"]
      // An edge that is met going out holds the node where it leads.
      if let head = edge.pointee.node { text.append("\"target\":\(quoted(name(head)))") }
      // The key that tells parallel edges apart is their identifier.
      if let key = agnameof(edge).map({ String(cString: $0) }), !key.isEmpty {
        text.append("\"id\":\(quoted(key))")
      }
      for (name, value) in members(of: edge, kind: AGOUTEDGE) where name != "key" {
        switch name {
        case "label": text.append("\"label\":\(quoted(unescaped(value)))")
        case "penwidth": text.append("\"thickness\":\(literal(value))")
        // Splines of a layout.
        case "pos", "lp": break
        default: text.append("\(quoted(name)):\(literal(value))")
        }
      }
      return "{" + text.joined(separator: ",") + "}"
    }

    /// What is set of an object, defaults of the graph among it.
    private func members(
      of object: UnsafeMutableRawPointer, kind: Int32
    ) -> [(name: String, value: String)] {
      var members: [(name: String, value: String)] = []
      var symbol = agnxtattr(graph, kind, nil)
      while let current = symbol {
        if let value = agxget(object, current), value.pointee != 0 {
          members.append(
            (String(cString: current.pointee.name), String(cString: value)))
        }
        symbol = agnxtattr(graph, kind, current)
      }
      return members
    }

    private func name(_ object: UnsafeMutableRawPointer) -> String {
      agnameof(object).map { String(cString: $0) } ?? ""
    }

    /// Line breaks and backslashes of a label.
    private func unescaped(_ label: String) -> String {
      var text = ""
      var isEscape = false
      for character in label {
        if isEscape {
          text += "nlr".contains(character) ? "\n" : String(character)
          isEscape = false
        } else if character == "\\" {
          isEscape = true
        } else {
          text.append(character)
        }
      }
      while text.hasSuffix("\n") { text.removeLast() }
      return text
    }

    /// A number as it is, without quotes, where JSON takes it.
    private func literal(_ value: String) -> String {
      value.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/) != nil
        ? value : quoted(value)
    }

    private func quoted(_ text: String) -> String {
      var result = "\""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": result += "\\\(scalar)"
        case "\u{0}"..."\u{1F}":
          let hex = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: result.unicodeScalars.append(scalar)
        }
      }
      return result + "\""
    }

    private func put(_ text: String) { fputs(text, output) }
  }
}
