import Hummingbird

/// Who may use the page: each author has a token, given out in an address, and a session, kept in a
/// cookie. Both are random and live as long as the server.
struct Access: Sendable {
  /// One author's keys.
  struct Author: Sendable {
    let name: String
    let token: String
    let session: String
  }

  /// The name of the session's cookie.
  static let cookie = "wwww_session"

  let authors: [Author]

  /// Draws keys for each author.
  init(authors names: [String]) {
    authors = names.map { Author(name: $0, token: Self.randomKey(), session: Self.randomKey()) }
  }

  /// Whose token this is.
  func author(withToken token: some StringProtocol) -> Author? {
    author { Self.isEqual($0.token, token) }
  }

  /// Whose session this is.
  func author(withSession session: String) -> Author? {
    author { Self.isEqual($0.session, session) }
  }

  /// Every author is looked at, so that the time tells nothing.
  private func author(_ matches: (Author) -> Bool) -> Author? {
    authors.reduce(nil) { found, author in matches(author) ? author : found }
  }

  /// Compares all bytes, wherever the first difference is.
  private static func isEqual(_ key: String, _ given: some StringProtocol) -> Bool {
    let (a, b) = (Array(key.utf8), Array(given.utf8))
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// 256 random bits from the system, as 64 hexadecimal digits.
  private static func randomKey() -> String {
    var source = SystemRandomNumberGenerator()
    return (0..<4).map { _ in
      let digits = String(source.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

/// A request, with the author whose session it belongs to.
struct ReviewContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Who asks; the empty name before that is known.
  var author = ""

  init(source: Source) { coreContext = CoreRequestContextStorage(source: source) }

  /// Photos to search for may be as large as a camera makes them.
  var maxUploadSize: Int { 64 << 20 }
}
