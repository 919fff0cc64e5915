import Foundation

/// A parameter outside its range.
public struct ParameterError: Error, Equatable, Sendable {
  /// The parameter's name.
  public var parameter: String
  /// The value given.
  public var value: String
  /// The values allowed.
  public var allowed: String

  init(_ parameter: String, _ value: some CustomStringConvertible, allowed: String) {
    self.parameter = parameter
    self.value = value.description
    self.allowed = allowed
  }
}

extension ParameterError: LocalizedError {
  /// What is wrong and what to give instead.
  public var errorDescription: String? {
    "\(parameter) is \(value), but it must be \(allowed)."
  }
}
