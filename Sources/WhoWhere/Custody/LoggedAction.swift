import CaseStore
import Domain
import Files
import Foundation
import Synchronization
import SystemPackage

/// Something that is done with a case, as its custody log tells: an entry before it begins, and one
/// about its outcome.
///
/// A case that cannot be written to is not logged in; `problem` says why. A case that does not exist yet
/// gets both entries at the end.
///
/// ```swift
/// let action = LoggedAction("search", arguments: ["photo.jpg"], on: folder)
/// action.note(persons: [3, 7])
/// action.end(status: 0)
/// ```
public final class LoggedAction: Sendable {
  private struct State {
    var storage: SQLiteCase?
    var beginning: Int?
    var extent: SQLiteCase.Extent?
    var outcome = CustodyDetails()
    var persons: Set<PersonID> = []
    var media: Set<MediaID> = []
    var problem: String?
    var hasEnded = false
  }

  /// The most persons, media and files that an entry names.
  private static let limit = 1000
  private static let fileLimit = 100

  private let folder: FilePath
  private let action: String
  private let details: CustodyDetails
  private let started = Int64(Date().timeIntervalSince1970 * 1e9)
  private let state = Mutex(State())

  /// Notes that something begins.
  ///
  /// - Parameters:
  ///   - action: What is done, as the command is called.
  ///   - arguments: What was asked for.
  ///   - folder: The case's folder.
  ///   - who: Who acts.
  public init(
    _ action: String, arguments: [String], on folder: FilePath, by who: String = LoggedAction.user
  ) {
    self.action = action
    self.folder = folder
    var details = CustodyDetails()
    details.who = who
    details.login = Self.login
    details.version = programVersion
    details.arguments = arguments
    self.details = details
    state.withLock { open(&$0) }
  }

  /// Why nothing is logged; `nil` where it is.
  public var problem: String? { state.withLock { $0.problem } }

  /// The day after which the case is to be purged, where one is set.
  public var retention: String? { state.withLock { try? $0.storage?.retention() } }

  /// Whether a purge was stopped before the last traces were overwritten.
  public var hasUnfinishedPurge: Bool {
    state.withLock { (try? $0.storage?.hasUnfinishedPurge()) ?? false }
  }

  private func open(_ state: inout State) {
    do {
      let storage = try SQLiteCase(reading: folder)
      state.storage = storage
      if storage.isReadOnly {
        state.problem = "the case cannot be written to, or is of an older version"
        return
      }
      state.beginning = try storage.log(action, details).id
      state.extent = try storage.extent()
    } catch CaseError.noCase {
      // It may be about to be made.
    } catch {
      state.problem = "\(CaseError.explaining(error))"
    }
  }

  /// Notes what was found out.
  public func note(
    rows: Int = 0, persons: some Sequence<PersonID> = [PersonID](),
    media: some Sequence<MediaID> = [MediaID]()
  ) {
    state.withLock { state in
      if rows > 0 { state.outcome.rows = (state.outcome.rows ?? 0) + rows }
      state.persons.formUnion(persons)
      state.media.formUnion(media)
    }
  }

  /// Notes that it is over, with everything that was noted, decided and written meanwhile. Once is enough.
  ///
  /// - Parameter status: The exit status.
  public func end(status: Int) {
    state.withLock { state in
      guard !state.hasEnded, state.problem == nil else { return }
      state.hasEnded = true
      do { try end(status, &state) } catch { state.problem = "\(CaseError.explaining(error))" }
    }
  }

  private func end(_ status: Int, _ state: inout State) throws {
    if state.storage == nil { open(&state) }
    guard let storage = state.storage, let beginning = state.beginning else { return }
    var outcome = state.outcome
    outcome.status = status
    outcome.began = ISO8601DateFormatter().string(
      from: Date(timeIntervalSince1970: Double(started) / 1e9))
    var hasChanged = true
    if let extent = state.extent {
      let added = try storage.added(since: extent)
      state.persons.formUnion(try storage.persons(ofDecisions: added.decisions))
      outcome.decisions = Self.listed(added.decisions.map(\.rawValue))
      outcome.runs = Self.listed(added.runs.map(\.rawValue))
      hasChanged = try storage.extent() != extent
    }
    outcome.persons = Self.listed(state.persons.map(\.rawValue).sorted())
    outcome.media = Self.listed(state.media.map(\.rawValue).sorted())
    let written = try storage.outputs(since: started, limit: Self.fileLimit)
    if written.count > 0 {
      outcome.filesWritten = written.count
      outcome.files = written.files.compactMap { path in
        guard let hash = try? ContentHash.of(file: path) else { return nil }
        return CustodyDetails.File(
          path: displayName(path), sha256: hash, bytes: FileStamp(of: path)?.size ?? 0)
      }
    }
    try storage.log(CustodyEntry.outcome, of: beginning, outcome, recordsState: hasChanged)
  }

  private static func listed(_ numbers: [Int]) -> [Int]? {
    numbers.isEmpty ? nil : Array(numbers.prefix(limit))
  }

  /// Who acts where nobody is named: `$USER`, else "unknown".
  public static var user: String {
    let user = ProcessInfo.processInfo.environment["USER"] ?? ""
    return user.isEmpty ? "unknown" : user
  }

  /// The account that the program runs under.
  private static var login: String { NSUserName() }
}
