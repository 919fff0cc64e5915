/// A file of labels that cannot be used.
public struct LabelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  public let line: Int
  /// What is wrong.
  public let problem: String

  init(_ line: Int, _ problem: String) {
    self.line = line
    self.problem = problem
  }

  /// What is wrong, where, and what is expected.
  public var description: String {
    "labels, line \(line): \(problem); expected is CSV such as path,person,top,right,bottom,left"
  }
}
