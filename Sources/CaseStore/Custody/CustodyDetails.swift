import Foundation

/// What an entry of the custody log tells, besides when it was made and what was done: everything that
/// may have to be forgotten one day.
public struct CustodyDetails: Codable, Sendable, Equatable {
  /// A file that an action wrote.
  public struct File: Codable, Sendable, Equatable {
    /// Where it was written.
    public var path: String
    /// Its SHA-256 at the end of the action.
    public var sha256: String
    /// Its bytes.
    public var bytes: Int

    /// A file with these values.
    public init(path: String, sha256: String, bytes: Int) {
      self.path = path
      self.sha256 = sha256
      self.bytes = bytes
    }
  }

  /// Who acted, as they call themselves.
  public var who: String?
  /// The account of the system that the program ran under.
  public var login: String?
  /// The program's version.
  public var version: String?
  /// Of an outcome, when the action began: an entry about that may have been made later.
  public var began: String?
  /// What was asked for: the arguments of the command, or the request to the page.
  public var arguments: [String]?
  /// The exit status of the command, or the status of the answer.
  public var status: Int?
  /// How many rows were listed.
  public var rows: Int?
  /// The persons that were listed, looked at or decided about.
  public var persons: [Int]?
  /// The photos and videos that were looked at.
  public var media: [Int]?
  /// The decisions that were taken.
  public var decisions: [Int]?
  /// The runs that were made.
  public var runs: [Int]?
  /// How many files were written.
  public var filesWritten: Int?
  /// The files that were written, the first hundred.
  public var files: [File]?
  /// SHA-256 over everything that the case holds at the end of the action.
  public var state: String?
  /// The step of the schema that `state` was made under.
  public var schema: String?
  /// SHA-256 of the manifest, where the entry stands for it.
  public var manifest: String?
  /// What was purged.
  public var purged: Purged?

  /// What a purge took away, without saying what it was.
  public struct Purged: Codable, Sendable, Equatable {
    /// What was asked for: "person", "media", "before", "case".
    public var target: String
    /// The numbers of the persons.
    public var persons: [Int] = []
    /// How many faces.
    public var faces = 0
    /// How many photos and videos.
    public var media = 0
    /// How many decisions.
    public var decisions = 0
    /// The entries of this log whose details were forgotten.
    public var entries: [Int] = []

    /// A purge of this kind.
    public init(target: String) { self.target = target }
  }

  /// Nothing.
  public init() {}

  /// The details as they are kept and hashed: JSON (RFC 8259) with keys in alphabetical order.
  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
