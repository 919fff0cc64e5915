/// Reads DOT by Graphviz's own parser, which runs in a process of its own and gives the graph back as
/// node-link JSON.
struct DOTReader {
  /// Turns DOT into node-link JSON.
  let parse: (@Sendable ([UInt8]) throws -> [UInt8])?

  /// Whether what begins where `input` stands is DOT.
  static func isDOT(_ start: String) -> Bool {
    start.firstMatch(
      of: /^(\s|\/\/[^\n]*\n|#[^\n]*\n|\/\*[\s\S]*?\*\/)*(strict\s+)?(di)?graph\b[^\[{]*\{/
        .ignoresCase()) != nil
  }

  /// Reads up to the end of the document.
  func read(_ input: TextInput) throws -> GraphDocument {
    guard let parse else { throw input.error("DOT cannot be read here") }
    input.mark = input.position
    while try input.fill() {
      // Graphviz takes a multiple of the text in memory.
      guard input.end - input.position <= 1 << 30 else {
        throw input.error("DOT of more than a gigabyte cannot be read")
      }
    }
    let text = Array(input.slice(input.position..<input.end))
    let json: [UInt8]
    do { json = try parse(text) } catch {
      throw GraphReadError(file: input.name, line: 0, reason: "not DOT: \(error)")
    }
    var position = 0
    let inner = try TextInput(named: input.name, options: input.options, notes: input.notes) {
      buffer in
      let count = min(buffer.count, json.count - position)
      json.withUnsafeBytes {
        buffer.copyMemory(from: .init(rebasing: $0[position..<position + count]))
      }
      position += count
      return count
    }
    var reader = JSONGraphReader(inner)
    return try reader.read()
  }
}
