/// Why a graph file could not be read: where, and what is wrong with it.
public struct GraphReadError: Error, Equatable, CustomStringConvertible, Sendable {
  /// The file, as shown to a person.
  public let file: String
  /// The line, counted from 1; 0 where the fault has none.
  public let line: Int
  /// What is wrong.
  public let reason: String

  /// A fault on `line` of `file`.
  public init(file: String, line: Int, reason: String) {
    self.file = file
    self.line = line
    self.reason = reason
  }

  public var description: String {
    line > 0 ? "\(file), line \(line): \(reason)" : "\(file): \(reason)"
  }
}
