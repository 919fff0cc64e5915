import GRDB

/// An execution that is about to change a case.
public struct NewRun: Sendable {
  /// The subcommand.
  public var command: String
  /// The program's version.
  public var version: String
  /// Settings by name, as JSON.
  public var parameters: String
  /// SHA-256 of the models by name, as JSON.
  public var models: String

  /// A run with these values.
  public init(command: String, version: String, parameters: String, models: String) {
    self.command = command
    self.version = version
    self.parameters = parameters
    self.models = models
  }
}

/// A file that could not be used, or only in part.
public struct Failure: Sendable, Equatable, Codable {
  /// The file, as shown to a person.
  public var path: String
  /// The kind of trouble, in one word: "empty", "damaged", "unreadable", ….
  public var reason: String
  /// What happened.
  public var message: String

  /// A failure of the file at `path`.
  public init(path: String, reason: String, message: String) {
    self.path = path
    self.reason = reason
    self.message = message
  }
}

extension NewRun: PersistableRecord {
  public static let databaseTableName = "run_record"

  /// The columns that are known when a run begins.
  public func encode(to container: inout PersistenceContainer) {
    container["command"] = command
    container["version"] = version
    container["parameters"] = parameters
    container["models"] = models
  }
}
