/// Numbers of things in words.
public enum Count {
  /// "1 person", "2 persons", "0 persons".
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - one: What one is called.
  ///   - many: What more are called; one with an s, unless given.
  public static func of(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
  }
}
