import Foundation

/// The texts among a file's metadata, by exiv2's keys, in the order in which they stand there.
package struct MetadataFields: Sendable {
  /// Keys and values.
  let fields: [(key: String, value: String)]
  /// What is damaged or was left out; `nil` where nothing is.
  let problem: String?

  /// Fields of key and value in turn, each ended by a zero byte.
  ///
  /// - Parameters:
  ///   - isCut: Whether there were more or longer ones.
  ///   - problem: What is damaged; empty where nothing is.
  init(_ bytes: [UInt8], isCut: Bool, problem: String) {
    let parts = bytes.split(separator: 0, omittingEmptySubsequences: false)
    fields = stride(from: 0, to: parts.count - 1, by: 2).map {
      (String(decoding: parts[$0], as: UTF8.self), Self.text(parts[$0 + 1]))
    }
    let cut = isCut ? "its metadata are longer than is read; the rest is left out" : nil
    self.problem = problem.isEmpty ? cut : "its metadata are damaged: \(problem)"
  }

  /// These fields.
  package init(_ fields: [(key: String, value: String)]) {
    self.fields = fields
    problem = nil
  }

  /// All values under a key.
  subscript(key: String) -> [String] { fields.filter { $0.key == key }.map(\.value) }

  /// The first value under a key.
  func first(_ key: String) -> String? { fields.first { $0.key == key }?.value }

  /// EXIF promises ASCII and IPTC often nothing; what is not UTF-8 is taken for Windows-1252, as most
  /// such text is.
  static func text(_ bytes: some Collection<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    let data = Data(bytes)
    return String(data: data, encoding: .windowsCP1252)
      ?? String(data: data, encoding: .isoLatin1) ?? ""
  }
}
