import Domain
import Files
import Foundation
import SystemPackage

/// Portraits of known people.
public struct Gallery: Sendable, Equatable {
  /// A picture that shows one person.
  public struct Portrait: Sendable, Equatable {
    /// Who it is.
    public var name: String
    /// The picture.
    public var path: FilePath

    /// The portrait at `path`.
    public init(name: String, path: FilePath) {
      self.name = name
      self.path = path
    }
  }

  /// The portraits, by name and path.
  public let portraits: [Portrait]

  /// Reads a folder or a CSV file.
  ///
  /// In a folder, pictures are named after who they show, `Ada Lovelace.jpg`, with numbers where there
  /// are several, `Ada Lovelace 2.jpg`; or lie in folders so named. A CSV file has the columns `name` and
  /// `path`, paths being relative to the file's folder.
  ///
  /// - Throws: `GalleryError`; `FileError` where something cannot be read.
  public init(_ path: FilePath) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path.string, isDirectory: &isFolder) else {
      throw GalleryError("there is no folder or file \(displayName(path))")
    }
    portraits = try (isFolder.boolValue ? Self.folder(path) : Self.file(path)).sorted {
      ($0.name, $0.path.string) < ($1.name, $1.path.string)
    }
    guard !portraits.isEmpty else {
      throw GalleryError("there are no portraits in \(displayName(path))")
    }
  }

  private static func folder(_ folder: FilePath) throws -> [Portrait] {
    try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted().flatMap {
      entry -> [Portrait] in
      guard !entry.hasPrefix(".") else { return [] }
      let path = folder.appending(entry)
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path.string, isDirectory: &isFolder)
      guard isFolder.boolValue else { return [Portrait(name: name(of: path), path: path)] }
      return try FileManager.default.contentsOfDirectory(atPath: path.string).sorted()
        .filter { !$0.hasPrefix(".") }.map { Portrait(name: entry, path: path.appending($0)) }
    }
  }

  private static func file(_ file: FilePath) throws -> [Portrait] {
    var rows: ArraySlice<(line: Int, fields: [String])>
    do {
      rows = try CSVRows(String(decoding: try readFile(file), as: UTF8.self)).rows[...]
    } catch let error as LabelError {
      throw GalleryError("line \(error.line): \(error.problem)")
    }
    guard let header = rows.popFirst(), let name = header.fields.firstIndex(of: "name"),
      let path = header.fields.firstIndex(of: "path")
    else { throw GalleryError("line 1: the header must name the columns name and path") }
    return try rows.map { row in
      guard row.fields.count == header.fields.count, !row.fields[name].isEmpty,
        !row.fields[path].isEmpty
      else {
        throw GalleryError(
          "line \(row.line): a name and a path are needed, and as many fields as in the header")
      }
      return Portrait(
        name: row.fields[name],
        path: file.removingLastComponent().pushing(FilePath(row.fields[path])))
    }
  }

  /// "Ada Lovelace" for "Ada Lovelace 2.jpg".
  private static func name(of path: FilePath) -> String {
    let stem = path.lastComponent?.stem ?? ""
    let bare = stem.reversed().drop(while: \.isNumber).drop { " _-".contains($0) }.reversed()
    return bare.isEmpty ? stem : String(bare)
  }
}

/// Why portraits cannot be used.
public struct GalleryError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong, and what is expected.
  public let description: String

  init(_ problem: String) {
    description =
      "gallery: \(problem); expected is a folder of portraits by name, or CSV with the columns name,path"
  }
}
