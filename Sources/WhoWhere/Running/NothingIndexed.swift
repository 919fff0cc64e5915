/// Nothing of what was named holds a photo or video that could be used.
public struct NothingIndexed: Error, CustomStringConvertible {
  /// What was found instead.
  public let report: Indexer.Report

  /// What happened.
  public var description: String {
    "no photo or video could be indexed; name files or folders that hold some"
  }
}
