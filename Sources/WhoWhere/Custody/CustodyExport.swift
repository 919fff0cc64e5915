import CaseStore
import Files
import Foundation
import GraphFormats
import SystemPackage

/// Manifest and log of a case as plain files that can be signed, archived and checked by other programs.
///
/// The folder is a bag: payload in `data/`, its hashes in `manifest-sha256.txt`, and the hashes of
/// that and the other tag files in `tagmanifest-sha256.txt`, which is the file to sign.
///
/// Reference: RFC 8493, The BagIt File Packaging Format.
public struct CustodyExport {
  private let storage: SQLiteCase

  /// An export of `storage`.
  public init(of storage: SQLiteCase) { self.storage = storage }

  /// Writes the bag. An entry of the log tells the hash of the manifest that is in it.
  ///
  /// - Returns: The number and hash of the last entry in it.
  /// - Throws: `WriteRefusal` where something else stands in the folder; an error of the case.
  public func write(to folder: OutputFolder, by who: String, now: Date = Date()) throws -> (
    entry: Int, hash: String
  ) {
    let manifest = MemorySink()
    try CustodyListing(storage).manifest().write(to: manifest, format: .csv, width: nil)
    if !storage.isReadOnly {
      var details = CustodyDetails()
      (details.who, details.version) = (who, programVersion)
      details.manifest = ContentHash.of(manifest.bytes)
      let entry = try storage.log("custody manifest", details)
      try storage.log(CustodyEntry.outcome, of: entry.id, CustodyDetails())
    }
    let log = try storage.custodyLog()
    let lines = try log.map(Self.line).joined()
    let payload: [(String, [UInt8])] = [
      ("data/README.txt", Array(Self.readme.utf8)),
      ("data/head.txt", Array((log.last?.text ?? "").utf8)),
      ("data/log.jsonl", Array(lines.utf8)),
      ("data/manifest.csv", manifest.bytes),
    ]
    let bytes = payload.reduce(0) { $0 + $1.1.count }
    let tags: [(String, [UInt8])] = [
      (
        "bag-info.txt",
        Array(
          """
          Bag-Software-Agent: wwww \(programVersion)
          Bagging-Date: \(ISO8601DateFormatter().string(from: now).prefix(10))
          External-Description: Manifest and custody log of a case
          External-Identifier: \(log.last?.hash ?? CustodyEntry.origin)
          Payload-Oxum: \(bytes).\(payload.count)

          """.utf8)
      ),
      ("bagit.txt", Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)),
      ("manifest-sha256.txt", Array(Self.hashes(payload).utf8)),
    ]
    for (name, bytes) in payload + tags + [
      ("tagmanifest-sha256.txt", Array(Self.hashes(tags).utf8))
    ] {
      let file = try folder.file(FilePath(name), isPrivate: true)
      try file.write(bytes)
      try file.commit()
    }
    return (log.last?.id ?? 0, log.last?.hash ?? CustodyEntry.origin)
  }

  private static func hashes(_ files: [(String, [UInt8])]) -> String {
    files.map { "\(ContentHash.of($0.1))  \($0.0)\n" }.joined()
  }

  /// An entry with all that is needed to check it.
  private static func line(_ entry: CustodyEntry) throws -> String {
    struct Line: Encodable {
      let id: Int
      let time, action: String
      let of: Int?
      let digest, previous, hash: String
      let salt, details: String?
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let line = Line(
      id: entry.id, time: entry.time, action: entry.action, of: entry.beginning,
      digest: entry.digest, previous: entry.previous, hash: entry.hash, salt: entry.kept?.salt,
      details: entry.kept?.json)
    return String(decoding: try encoder.encode(line), as: UTF8.self) + "\n"
  }

  private static let readme = """
    manifest.csv   every original: path, size, SHA-256, times, and the run that saw it first
    log.jsonl      what was done with the case, one entry a line
    head.txt       the text of the last entry, to be time-stamped:
                   openssl ts -query -data head.txt -sha256 -cert -out request.tsq

    To check the log without wwww: `digest` is the SHA-256 of salt, a line feed and details (where they were
    not purged); `hash` is the SHA-256 of

    wwww custody entry 1
    id: ID
    time: TIME
    action: ACTION
    of: OF (or -)
    details: DIGEST
    previous: PREVIOUS

    with a line feed after every line; `previous` is the hash of the entry before, 64 zeros in the first.
    Whoever can write a case can make its whole log anew; what proves the log is a hash of it that was signed
    or time-stamped elsewhere.

    """
}
