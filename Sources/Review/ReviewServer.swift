import FaceVision
import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import SystemPackage
import WhoWhere

/// Serves a case as a page in the browser, to this machine alone, until it is told to stop.
///
/// ```swift
/// let server = try ReviewServer(of: folder, authors: ["Ada"], models: library)
/// try await server.run(port: 8080) { addresses in print(addresses) }
/// ```
///
/// The page shows what the command line lists and decides what `wwww people …` decides, through the
/// same use cases. Each author has an address with a key; whoever has no key sees nothing.
public struct ReviewServer: Sendable {
  private let access: Access
  private let reviewed: ReviewedCase
  private let files: PageFiles
  private let feed = ChangeFeed()
  private let log: SessionLog

  /// A server of the case in `folder`.
  ///
  /// - Parameters:
  ///   - authors: Who decides; each gets an address of their own.
  ///   - models: Weights for searching by a photo and for faces added by hand.
  /// - Throws: `CaseError` where there is no usable case.
  public init(of folder: FilePath, authors: [String], models: ModelLibrary?) throws {
    access = Access(authors: authors)
    reviewed = try ReviewedCase(folder: folder, models: models)
    files = try PageFiles()
    log = SessionLog(of: reviewed)
  }

  /// Serves until SIGINT or SIGTERM.
  ///
  /// - Parameters:
  ///   - port: Where to listen on 127.0.0.1; 0 takes a free port.
  ///   - ready: Called once with an address for each author, as soon as the page can be opened.
  /// - Throws: An error of the system where the port is taken.
  public func run(
    port: Int, ready: @escaping @Sendable ([(author: String, address: String)]) -> Void
  ) async throws {
    var logger = Logger(label: "wwww")
    logger.logLevel = .critical
    let app = Application(
      router: router(),
      configuration: ApplicationConfiguration(
        address: .hostname("127.0.0.1", port: port), serverName: nil),
      services: [ChangeWatch(reviewed: reviewed, feed: feed)],
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? port
        ready(
          access.authors.map {
            ($0.name, "http://127.0.0.1:\(port)/?token=\($0.token)")
          })
      }, logger: logger)
    try await app.runService(gracefulShutdownSignals: [.sigterm, .sigint, .sighup])
    await log.flush()
  }

  /// All that can be asked for.
  func router() -> Router<ReviewContext> {
    let router = Router(context: ReviewContext.self)
    router.addMiddleware {
      ResponseHeaders()
      AccessMiddleware(access: access)
      SessionLogMiddleware(log: log)
    }
    for path in files.paths {
      router.get(RouterPath(path)) { [files] _, _ in
        files.response(to: path) ?? Response(status: .notFound)
      }
    }
    router.get("api/events") { [feed] _, _ in feed.response() }
    CaseRoutes(reviewed: reviewed, authors: access.authors.map(\.name)).add(to: router)
    PictureRoutes(reviewed: reviewed).add(to: router)
    GraphRoutes(reviewed: reviewed).add(to: router)
    DecisionRoutes(reviewed: reviewed, feed: feed).add(to: router)
    SearchRoutes(reviewed: reviewed).add(to: router)
    SuggestionRoutes(reviewed: reviewed).add(to: router)
    return router
  }
}

/// Watches the case's file for changes made by other programs, four times a second, and for what
/// other programs do to it.
private struct ChangeWatch: Service {
  let reviewed: ReviewedCase
  let feed: ChangeFeed

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var seen = try? reviewed.dataVersion()
      var busy = reviewed.busy()
      var told = ContinuousClock.now
      while !Task.isCancelled {
        do { try await Task.sleep(for: .milliseconds(250)) } catch { break }
        let activity = reviewed.busy()
        let isOther = activity != busy
        // A program that indexes saves twice a second; nobody wants to see pages made anew so often.
        let isDue = activity == nil || ContinuousClock.now - told > .seconds(3)
        guard let now = try? reviewed.dataVersion(), isOther || now != seen && isDue else {
          continue
        }
        (seen, busy, told) = (now, activity, .now)
        reviewed.forget()
        await feed.changed()
      }
    }
    await feed.close()
  }
}
