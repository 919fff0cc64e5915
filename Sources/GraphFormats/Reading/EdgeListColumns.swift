/// What the columns of an edge list are, said by the user.
///
/// Either by name or number, `source=from,target=to,weight=3`, or in the order of the columns,
/// `source,target,,weight`; a column that is left empty or called something else is an attribute.
public struct EdgeListColumns: Sendable, Equatable {
  /// What a column can be.
  public enum Role: String, Sendable, CaseIterable {
    /// Where an edge starts; in a bipartite list, the person.
    case source
    /// Where it ends; in a bipartite list, what the person is in.
    case target
    /// Its weight.
    case weight
    /// Whether it has a direction, or what kind of relation it is.
    case type
    /// When it was.
    case time

    /// The role that people call `name`.
    init?(named name: String) {
      switch name.lowercased() {
      case "source", "from", "person": self = .source
      case "target", "to", "photo": self = .target
      case "weight": self = .weight
      case "type", "kind": self = .type
      case "time", "date": self = .time
      default: return nil
      }
    }
  }

  /// The column of each role, by the name in the header or its number from 1.
  public let columns: [Role: String]
  /// The names of the columns in their order, where they were given so.
  public let names: [String]?

  /// Reads what the user said; `nil` where it cannot be meant so.
  public init?(_ text: String) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    var columns: [Role: String] = [:]
    if text.contains("=") {
      for part in parts {
        guard let split = part.firstIndex(of: "="),
          let role = Role(named: part[..<split].trimmingSpaces()), columns[role] == nil,
          split < part.index(before: part.endIndex)
        else { return nil }
        columns[role] = part[part.index(after: split)...].trimmingSpaces()
      }
      names = nil
    } else {
      let trimmed = parts.map { $0[...].trimmingSpaces() }
      for (number, name) in trimmed.enumerated() {
        guard let role = Role(named: name) else { continue }
        guard columns[role] == nil else { return nil }
        columns[role] = String(number + 1)
      }
      names = trimmed
    }
    guard columns[.source] != nil, columns[.target] != nil else { return nil }
    self.columns = columns
  }
}

extension Substring {
  fileprivate func trimmingSpaces() -> String { String(String(self).trimmingXMLSpace()) }
}
