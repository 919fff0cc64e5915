import Files
import Foundation
import SystemPackage

/// Where lines to import come from: a file, the part files of a folder, or standard input.
public struct ImportSource: Sendable {
  enum Kind: Sendable {
    case file(FilePath)
    case standardInput
  }

  let kind: Kind

  /// The sources that a user named; `-` is standard input, a folder stands for its files. What a
  /// writer of part files put beside them (names that begin with `_` or a dot) is passed over.
  ///
  /// - Throws: `FileError` where something is not there; `ImportError.unfinished`.
  public static func sources(_ names: [String]) throws -> [ImportSource] {
    try names.flatMap { name in
      if name == "-" { return [ImportSource(kind: .standardInput)] }
      let path = existingPath(FilePath(name))
      // A pipe or device is read as it is.
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path.string, isDirectory: &isFolder),
        isFolder.boolValue
      else { return [ImportSource(kind: .file(path))] }
      let listing = try FileListing(root: path)
      if !isAbsent(path.appending("_temporary")) {
        throw ImportError.unfinished(displayName(path))
      }
      let files = listing.files.filter {
        !$0.relativePath.components.contains { $0.string.hasPrefix("_") }
      }
      guard !files.isEmpty else { throw ImportError.empty(displayName(path)) }
      return files.map { ImportSource(kind: .file($0.path)) }
    }
  }

  /// Its name, as shown.
  var name: String {
    switch kind {
    case .file(let path): displayName(path)
    case .standardInput: "standard input"
    }
  }

  /// Its size in bytes, where that is known.
  var size: Int {
    switch kind {
    case .file(let path): FileStamp(of: path)?.size ?? 0
    case .standardInput: 0
    }
  }

  func lines(longest: Int = LineReader.longest) -> LineReader {
    switch kind {
    case .file(let path): LineReader(path, longest: longest)
    case .standardInput: LineReader(.standardInput, name: name, longest: longest)
    }
  }

  /// Whether these are documents of the Python tool, not of `wwww encode`: one file that holds them.
  public static func areFaceDocuments(_ sources: [ImportSource]) -> FilePath? {
    guard sources.count == 1, case .file(let path) = sources[0].kind,
      FileStamp(of: path) != nil, (try? requireFile(path)) != nil,
      let head = try? readFile(path, limit: 1 << 16)
    else { return nil }
    let line = head.prefix { $0 != UInt8(ascii: "\n") }
    return String(decoding: line, as: UTF8.self).contains("\"path_base64\"") ? nil : path
  }
}
