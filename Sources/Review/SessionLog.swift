import CaseStore
import Domain
import Foundation
import Hummingbird
import WhoWhere

/// Writes what is done and looked at in the page to the case's custody log: what changes the case, and searches,
/// each at once; what is looked at, by each author together, every few minutes and at the end.
actor SessionLog {
  private struct Seen {
    var persons: Set<PersonID> = []
    var media: Set<MediaID> = []
    var requests = 0
  }

  private let reviewed: ReviewedCase
  private var seen: [String: Seen] = [:]
  private var lastFlush = ContinuousClock.now
  private var extent: SQLiteCase.Extent?

  /// How long what was looked at may wait to be written.
  private static let patience = Duration.seconds(300)

  /// A log of `reviewed`; nothing is written where the case can only be read.
  init(of reviewed: ReviewedCase) {
    self.reviewed = reviewed
    if !reviewed.isReadOnly { extent = try? reviewed.storage().extent() }
  }

  /// Notes a request and how it was answered.
  func note(_ method: String, _ path: String, by author: String, status: Int) async {
    guard !reviewed.isReadOnly else { return }
    if method == "GET" || method == "HEAD" {
      look(at: path.split(separator: "/").map { String($0) }, author)
      if lastFlush.duration(to: .now) > Self.patience { await flush() }
      return
    }
    var details = CustodyDetails()
    (details.who, details.version, details.status) = (author, programVersion, status)
    details.arguments = [method, path]
    let before = extent
    extent = try? await reviewed.work { [reviewed, details] in
      let storage = try reviewed.storage()
      var details = details
      if let before {
        let added = try storage.added(since: before)
        details.decisions = added.decisions.isEmpty ? nil : added.decisions.map(\.rawValue)
        let persons = try storage.persons(ofDecisions: added.decisions)
        details.persons = persons.isEmpty ? nil : persons.map(\.rawValue)
      }
      let entry = try storage.log("review \(path.split(separator: "/").last ?? "")", details)
      try storage.log(CustodyEntry.outcome, of: entry.id, CustodyDetails())
      return try storage.extent()
    }
  }

  private func look(at path: [String], _ author: String) {
    guard path.count > 1, path[0] == "api" else { return }
    var own = seen[author] ?? Seen()
    own.requests += 1
    let numbers = path.dropFirst(2).compactMap { Int($0) }
    switch path[1] {
    case "people" where path.count == 3, "pairs":
      own.persons.formUnion(numbers.map { PersonID($0) })
    case "media" where path.count == 3: own.media.formUnion(numbers.map { MediaID($0) })
    default: break
    }
    seen[author] = own
  }

  /// Writes what was looked at.
  func flush() async {
    lastFlush = .now
    let all = seen
    seen = [:]
    for (author, own) in all.sorted(by: { $0.key < $1.key }) {
      var details = CustodyDetails()
      (details.who, details.version, details.rows) = (author, programVersion, own.requests)
      details.persons = own.persons.isEmpty ? nil : own.persons.map(\.rawValue).sorted()
      details.media = own.media.isEmpty ? nil : own.media.map(\.rawValue).sorted()
      _ = try? await reviewed.work { [reviewed, details] in
        let entry = try reviewed.storage().log("review looked at", details)
        try reviewed.storage().log(CustodyEntry.outcome, of: entry.id, CustodyDetails())
      }
    }
  }
}

/// Hands every request, once it is answered, to the session log.
struct SessionLogMiddleware: RouterMiddleware {
  let log: SessionLog

  func handle(
    _ request: Request, context: ReviewContext,
    next: (Request, ReviewContext) async throws -> Response
  ) async throws -> Response {
    do {
      let response = try await next(request, context)
      await log.note(
        request.method.rawValue, request.uri.path, by: context.author,
        status: Int(response.status.code))
      return response
    } catch let error as HTTPError {
      await log.note(
        request.method.rawValue, request.uri.path, by: context.author,
        status: Int(error.status.code))
      throw error
    }
  }
}
