import Files
import SystemPackage

/// A folder of named queries.
public struct QueryLibrary: Sendable {
  /// The queries, ordered by name.
  public let queries: [NamedQuery]

  /// Reads every `.sql` file in `folder`.
  ///
  /// - Throws: `FileError` where the folder or a file cannot be read, `QueryError` where a file is no
  ///   query.
  public init(folder: FilePath) throws {
    queries = try FileListing(root: folder).files
      .filter { $0.relativePath.components.count == 1 && $0.path.extension == "sql" }
      .map { try NamedQuery(file: $0.path) }
      .sorted { $0.name < $1.name }
  }

  /// The query called `name`.
  ///
  /// - Throws: `QueryError.unknownQuery` with the names that are spelled alike.
  public func query(named name: String) throws -> NamedQuery {
    if let query = queries.first(where: { $0.name == name }) { return query }
    throw QueryError.unknownQuery(name, similar: similar(to: name, among: queries.map(\.name)))
  }
}
