import CaseStore
import FaceVision
import Foundation
import NIOPosix
import SystemPackage
import WhoWhere

/// The case that is looked at: opened once, with what is dear to compute kept until it changes.
final class ReviewedCase: Sendable {
  let folder: FilePath
  let reader: CaseReader
  let models: ModelLibrary?
  let pictures: CasePictures
  /// Whether the case can only be read: it is somebody else's, or lies where nobody writes.
  let isReadOnly: Bool

  private let lock = NSLock()
  nonisolated(unsafe) private var opened: SQLiteCase?
  nonisolated(unsafe) private var kept: [String: any Sendable] = [:]
  nonisolated(unsafe) private var crops: [String: [UInt8]] = [:]
  nonisolated(unsafe) private var cropBytes = 0

  init(folder: FilePath, models: ModelLibrary?) throws {
    self.folder = folder
    self.models = models
    reader = try CaseReader(in: folder)
    pictures = CasePictures(reader)
    isReadOnly =
      access(folder.string, W_OK) != 0
      || access(folder.appending(SQLiteCase.fileName).string, W_OK) != 0
  }

  /// The case opened for writing.
  ///
  /// - Throws: `CaseError` where it cannot be written.
  func storage() throws -> SQLiteCase {
    if let storage = lock.withLock({ opened }) { return storage }
    let storage = try SQLiteCase(in: folder)
    lock.withLock { opened = storage }
    return storage
  }

  /// The case opened for questions, also where it cannot be written.
  func asked() throws -> SQLiteCase {
    isReadOnly ? try SQLiteCase(reading: folder) : try storage()
  }

  /// What another program does to the case now, in a sentence, and how long that is known.
  nonisolated(unsafe) private var activity: (text: String?, until: ContinuousClock.Instant)?

  /// What another program does to the case now; looked up at most twice a second.
  func busy() -> String? {
    if let known = lock.withLock({ activity }), known.until > .now { return known.text }
    let text = try? reader.activity()
    lock.withLock { activity = (text ?? nil, .now + .milliseconds(500)) }
    return text ?? nil
  }

  private let asking = NSLock()
  nonisolated(unsafe) private var queue: SuggestionQueue?

  /// The likeliest suggestions, and how many of these kinds are open. Everything is compared once;
  /// later only whoever has changed.
  func suggestions(_ limit: Int, of kinds: Set<Suggestion.Kind>) throws -> (
    likeliest: [Suggestion], left: Int
  ) {
    try asking.withLock {
      let faces = try reader.figures().faces
      if queue?.faceCount != faces { queue = nil }
      if queue == nil { queue = try SuggestionQueue(of: asked()) } else { try queue?.refresh() }
      let left = queue?.counts.reduce(0) { $0 + (kinds.contains($1.key) ? $1.value : 0) } ?? 0
      return (queue?.first(limit, of: kinds) ?? [], left)
    }
  }

  /// Everything the case says, read once.
  func snapshot() throws -> CaseSnapshot {
    try keeping("snapshot") {
      if !isReadOnly, busy() == nil { try storage().measureConfidence() }
      return try CaseSnapshot(of: asked())
    }
  }

  func dataVersion() throws -> Int { try reader.dataVersion() }

  /// What `make` gives, kept until the case changes.
  func keeping<Value: Sendable>(_ key: String, _ make: () throws -> Value) throws -> Value {
    if let any = lock.withLock({ kept[key] }), let value = any as? Value { return value }
    let value = try make()
    lock.withLock { kept[key] = value }
    return value
  }

  /// Forgets what followed from the case as it was.
  func forget() { lock.withLock { kept = [:] } }

  private static let cropLimit = 96 << 20

  /// A picture that was made before, or is made now. Pictures follow from originals, not from persons,
  /// so they are kept when the case changes; all are let go when there are too many.
  func picture(_ key: String, _ make: () throws -> [UInt8]) throws -> [UInt8] {
    if let bytes = lock.withLock({ crops[key] }) { return bytes }
    let bytes = try make()
    lock.withLock {
      if cropBytes + bytes.count > Self.cropLimit { (crops, cropBytes) = ([:], 0) }
      if crops.updateValue(bytes, forKey: key) == nil { cropBytes += bytes.count }
    }
    return bytes
  }

  /// Runs work that waits for disks and processors where nobody else waits for it.
  func work<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await NIOThreadPool.singleton.runIfActive(body)
  }
}
