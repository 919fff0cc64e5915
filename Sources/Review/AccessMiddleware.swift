import Foundation
import HTTPTypes
import Hummingbird

/// Lets in requests of this machine's browsers that have a session, and nobody else.
///
/// - Host and Origin must be `localhost` or `127.0.0.1`, with any port, so that a forwarded port works
///   and a page elsewhere that resolves its own name to this machine (DNS rebinding) does not.
/// - A page of another site, or of another port, cannot decide anything: what changes the case must be
///   JSON or raw bytes, which browsers send across origins only after asking, and nobody answers.
/// - `/?token=…` is answered with the session's cookie (HttpOnly, SameSite=Strict) and the way to `/`.
struct AccessMiddleware: RouterMiddleware {
  let access: Access

  func handle(
    _ request: Request, context: ReviewContext,
    next: (Request, ReviewContext) async throws -> Response
  ) async throws -> Response {
    guard let host = request.head.authority, Self.isLocal(host) else {
      return refusal(.misdirectedRequest, "This page is served to localhost and 127.0.0.1 alone.")
    }
    if let origin = request.headers[.origin] {
      guard let rest = Self.withoutScheme(origin), Self.isLocal(rest) else {
        return refusal(.forbidden, "Pages of other sites may not ask here.")
      }
    }
    let site = request.headers[HTTPField.Name("Sec-Fetch-Site")!]
    let changes = request.method != .get && request.method != .head
    if site == "cross-site" && (changes || request.uri.path != "/")
      || changes && site == "same-site"
    {
      return refusal(.forbidden, "Pages of other sites may not ask here.")
    }
    if changes {
      let type = request.headers[.contentType]?.prefix { $0 != ";" } ?? ""
      guard ["application/json", "application/octet-stream"].contains(type.lowercased()) else {
        return refusal(.unsupportedMediaType, "Send JSON, or the bytes of a photo.")
      }
    }
    if request.uri.path == "/", let token = request.uri.queryParameters["token"] {
      guard let author = access.author(withToken: token) else {
        return refusal(.unauthorized, Self.wayIn)
      }
      return entrance(for: author)
    }
    guard let session = request.cookies[Access.cookie]?.value,
      let author = access.author(withSession: session)
    else { return refusal(.unauthorized, Self.wayIn) }
    var context = context
    context.author = author.name
    return try await next(request, context)
  }

  private static let wayIn = "Open the address that `wwww review` printed; it holds a key."

  private func entrance(for author: Access.Author) -> Response {
    var response = Response(status: .seeOther, headers: [.location: "/"])
    response.headers.append(
      HTTPField(
        name: .setCookie,
        value: "\(Access.cookie)=\(author.session); Path=/; HttpOnly; SameSite=Strict"))
    return response
  }

  /// Whether `authority` is this machine by name, with any port.
  static func isLocal(_ authority: some StringProtocol) -> Bool {
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), ["localhost", "127.0.0.1"].contains(parts[0].lowercased())
    else { return false }
    return parts.count == 1 || UInt16(parts[1]) != nil
  }

  private static func withoutScheme(_ origin: String) -> Substring? {
    for scheme in ["http://", "https://"] where origin.hasPrefix(scheme) {
      return origin.dropFirst(scheme.count)
    }
    return nil
  }
}
