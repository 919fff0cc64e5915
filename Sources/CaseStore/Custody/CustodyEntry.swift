import Files

/// An entry of the custody log: that something was done with the case, chained to the entry before.
///
/// The entry holds a salted hash of its details, which lie beside it. So details can be forgotten while
/// the chain stays whole, and nobody can find out by trying what was forgotten.
///
/// Whoever can write the case can make the whole chain anew. Only a hash of an entry that is kept, or was
/// time-stamped, elsewhere proves that the entries up to it are those of that time.
public struct CustodyEntry: Sendable, Equatable {
  /// What lies beside an entry until it is forgotten.
  public struct Kept: Sendable, Equatable {
    /// 32 random bytes as hexadecimal digits.
    public var salt: String
    /// The details as JSON.
    public var json: String
    /// The details; `nil` where the text is none.
    public var details: CustodyDetails?
  }

  /// The action of entries that tell how an action ended.
  public static let outcome = "outcome"
  /// The action of entries that tell what was purged. Their details are never forgotten.
  public static let purge = "purged"
  /// The action of entries that stand for the log in a time stamp. They have no outcome.
  public static let head = "custody head"
  /// The hash before the first entry.
  public static let origin = String(repeating: "0", count: 64)

  /// Its number, counted from 1.
  public var id: Int
  /// When it was made: UTC, ISO 8601.
  public var time: String
  /// What was done, as the command is called.
  public var action: String
  /// Of an outcome, the entry it belongs to.
  public var beginning: Int?
  /// SHA-256 of salt and details.
  public var digest: String
  /// The hash of the entry before.
  public var previous: String
  /// SHA-256 of `text`.
  public var hash: String
  /// The details; `nil` where they were forgotten.
  public var kept: Kept?

  /// What is hashed: one value a line.
  public var text: String {
    """
    wwww custody entry 1
    id: \(id)
    time: \(time)
    action: \(action)
    of: \(beginning.map(String.init) ?? "-")
    details: \(digest)
    previous: \(previous)

    """
  }

  /// Whether what is done may change what the case says: a reader that was stopped has changed nothing.
  public var mayChange: Bool {
    let words = action.split(separator: " ")
    guard let first = words.first else { return false }
    if first == "people" {
      return words.count > 1
        && !["show", "sheet", "suggest", "history", "decisions"].contains(words[1])
    }
    return ["index", "run", "import", "import-neighbors", "cluster", "review", "purge"]
      .contains(first)
  }

  /// What `hash` has to be.
  public var expectedHash: String { ContentHash.of(Array(text.utf8)) }

  /// What `digest` has to be of details and their salt.
  public static func digest(of json: String, salt: String) -> String {
    ContentHash.of(Array("\(salt)\n\(json)".utf8))
  }
}
