import Files
import SystemPackage

/// Which files beside photos and videos say something of which of them, judged by their names.
///
/// - `photo.jpg.xmp`, `photo.xmp`: XMP sidecars.
/// - `photo.jpg.json`, `photo.jpg.supplemental-metadata.json` and its cut forms,
///   `photo.jpg(1).json` of `photo(1).jpg`: Takeout's, exiftool's; of `photo-edited.jpg`, too.
/// - `2024-05-01_18-30-00_UTC.json`, `.json.xz`, `.txt`, `_location.txt`: instaloader's, of all pictures
///   whose names begin so.
/// - `Photo Details.csv`: Apple's, of all in its folder.
package struct CompanionFiles {
  /// What a file beside media is.
  package enum Kind: Sendable {
    case sidecar, json, caption, location, details
  }

  /// A file that says something of a media file.
  package struct Companion: Sendable {
    package var kind: Kind
    package var path: FilePath
  }

  /// The companions of each media file, by its place in the list that was given.
  package private(set) var companions: [[Companion]]
  /// The files that are companions of any.
  package private(set) var paths: Set<FilePath> = []

  /// Matches `others` to `media`, both in any folders.
  ///
  /// - Complexity: O(n log n) for all files.
  package init(_ others: [FilePath], of media: [FilePath]) {
    companions = Array(repeating: [], count: media.count)
    var folders: [FilePath: Folder] = [:]
    for (i, path) in media.enumerated() {
      folders[path.removingLastComponent(), default: Folder()].add(Self.name(path), i)
    }
    for other in others.sorted(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) {
      guard let folder = folders[other.removingLastComponent()],
        let (kind, owners) = folder.match(Self.name(other)), !owners.isEmpty
      else { continue }
      for owner in owners { companions[owner].append(Companion(kind: kind, path: other)) }
      paths.insert(other)
    }
  }

  private static func name(_ path: FilePath) -> String {
    path.lastComponent.map { displayName(FilePath(root: nil, [$0])) } ?? ""
  }

  /// The media files of one folder.
  private struct Folder {
    private var all: [Int] = []
    private var byName: [String: [Int]] = [:]
    private var byStem: [String: [Int]] = [:]
    private var byPost: [Substring: [Int]] = [:]

    mutating func add(_ name: String, _ i: Int) {
      all.append(i)
      byName[name.lowercased(), default: []].append(i)
      byStem[Self.stem(name.lowercased()), default: []].append(i)
      if let post = InstaloaderPost.stem(of: name) { byPost[post, default: []].append(i) }
    }

    private static func stem(_ name: String) -> String {
      name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    }

    func match(_ name: String) -> (Kind, [Int])? {
      let lower = name.lowercased()
      if lower.hasSuffix(".xmp") {
        let base = String(lower.dropLast(4))
        return (.sidecar, byName[base] ?? byStem[base] ?? [])
      }
      if let post = InstaloaderPost.stem(of: name) {
        let rest = name.dropFirst(post.count)
        let owners = byPost[post] ?? []
        switch rest {
        case ".json", ".json.xz": return (.json, owners)
        case ".txt": return (.caption, owners)
        case "_location.txt": return (.location, owners)
        default: break
        }
      }
      if lower.hasSuffix(".json") { return (.json, owners(ofJSON: String(lower.dropLast(5)))) }
      if lower.hasPrefix("photo details"), lower.hasSuffix(".csv") { return (.details, all) }
      return nil
    }

    /// The media of a JSON file that is called so, without its ending.
    private func owners(ofJSON base: String) -> [Int] {
      var base = base
      var number = ""
      if let match = base.firstMatch(of: /\(\d+\)$/) {
        number = String(match.output)
        base.removeLast(number.count)
      }
      // "photo.jpg.supplemental-metadata", cut anywhere where the whole would be too long.
      var bases = [base]
      if let dot = base.lastIndex(of: "."),
        ".supplemental-metadata".hasPrefix(base[dot...])
      {
        bases.append(String(base[..<dot]))
      }
      for base in bases {
        let stem = Self.stem(base)
        let ending = base.dropFirst(stem.count)
        let name = stem + number + ending
        let edited = ["-edited", "-bearbeitet", "-modifié", "-editado", "-modificato"].flatMap {
          byName[stem + $0 + number + ending] ?? []
        }
        let exact = byName[name] ?? (number.isEmpty ? nil : byName[base + number]) ?? []
        if !exact.isEmpty { return exact + edited }
      }
      // Names of more than 46 characters are cut; the picture's own is, one character later.
      guard base.count >= 44, number.isEmpty else { return [] }
      let longer = byName.filter { $0.key.hasPrefix(base) }
      return longer.count == 1 ? longer.first?.value ?? [] : []
    }
  }
}
