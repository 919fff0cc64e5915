import CaseStore
import Foundation

extension NewRun {
  /// A run of this program's `command`.
  init(command: String, parameters: [String: String], models: [String: String]) throws {
    self.init(
      command: command, version: programVersion, parameters: try Self.json(parameters),
      models: try Self.json(models))
  }

  private static func json(_ values: [String: String]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(values), as: UTF8.self)
  }
}
