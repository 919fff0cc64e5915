import Files
import Foundation
import Glibc
import ParallelLoops
import SystemPackage
import TestSupport
import Testing

/// Ten thousand random layouts of folders, links and hard links, each with a write at random, by force
/// or not: no original changes, and nothing leaves the output folder.
@Suite struct WriteGuardPropertyTests {
  @Test func noOriginalEverChanges() throws {
    // Memory, where there is such a folder: every write waits for the disk.
    let base = FilePath(isAbsent("/dev/shm") ? "/tmp" : "/dev/shm")
      .appending("wwww-test-\(UUID().uuidString)")
    defer {
      try? Process.run(URL(fileURLWithPath: "/bin/rm"), arguments: ["-rf", base.string])
        .waitUntilExit()
    }
    var random = SplitMix64(seed: 20_261_125)
    var written = 0
    for number in 0..<10_000 {
      let layout = try RandomLayout(in: base.appending("\(number)"), &random)
      written += layout.write(&random) ? 1 : 0
      let difference = layout.difference()
      #expect(difference == nil, "try \(number): \(difference ?? "")")
      guard difference == nil else { return }
    }
    // Most tries must not be refusals, or little is tried.
    #expect(written > 3000)
  }
}

/// A few folders with files and links in them, some of the files being originals.
private struct RandomLayout {
  let root: FilePath
  private var folders: [FilePath]
  private var names: [FilePath] = []
  private var originals: [FilePath] = []
  private var inodes: [UInt64] = []

  init(in root: FilePath, _ random: inout SplitMix64) throws {
    self.root = root
    folders = [root, root.appending("p")]
    try makeDirectory(folders[1])
    for _ in 0..<random.number(4) {
      let folder = folders[random.number(folders.count)].appending(Self.name(&random))
      guard isAbsent(folder) else { continue }
      try makeDirectory(folder)
      folders.append(folder)
    }
    for _ in 0...random.number(3) {
      let file = folders[random.number(folders.count)].appending(Self.name(&random))
      guard isAbsent(file) else { continue }
      Self.put("original \(file)", into: file)
      originals.append(file)
    }
    inodes = originals.map(Self.inode)
    names = folders + originals
    for _ in 0..<random.number(5) {
      let link = folders[random.number(folders.count)].appending(Self.name(&random))
      guard isAbsent(link) else { continue }
      let target = names[random.number(names.count)]
      if random.number(2) == 0, originals.contains(target) {
        guard Glibc.link(target.string, link.string) == 0 else { continue }
      } else if random.number(3) == 0 {
        Self.put("other", into: link)
      } else {
        let up = String(repeating: "../", count: link.components.count - root.components.count - 1)
        let below = target.components.dropFirst(root.components.count).map(\.string)
        let destination =
          random.number(2) == 0 ? target.string : up + below.joined(separator: "/")
        guard symlink(destination, link.string) == 0 else { continue }
      }
      names.append(link)
    }
  }

  private static func name(_ random: inout SplitMix64) -> String {
    ["a", "b", "c", "a.jpg", "b.jpg", "annotated"][random.number(6)]
  }

  private static func put(_ text: String, into file: FilePath) {
    guard let handle = fopen(file.string, "w") else { return }
    fputs(text, handle)
    fclose(handle)
  }

  private static func inode(of file: FilePath) -> UInt64 {
    var status = stat()
    return stat(file.string, &status) == 0 ? UInt64(status.st_ino) : 0
  }

  /// Writes somewhere; whether that was allowed.
  func write(_ random: inout SplitMix64) -> Bool {
    let roots = originals.map { $0.removingLastComponent() }.filter { _ in random.number(2) == 0 }
    let record = MemoryRecord(roots: roots, media: originals)
    let writing = WriteGuard(record: record, isForced: random.number(2) == 0)
    do {
      if random.number(2) == 0 {
        try writing.write([2], to: path(&random))
      } else {
        let place = path(&random)
        let folder = try writing.folder(place)
        let file = try folder.file(relative(&random))
        try file.write([2])
        try file.commit()
        let parent = absolutePath(file.path.removingLastComponent())
        if let inside = absolutePath(place), parent?.starts(with: inside) != true {
          Issue.record("\(file.path) is outside \(place)")
        }
      }
      return true
    } catch { return false }
  }

  private func path(_ random: inout SplitMix64) -> FilePath {
    let start = names[random.number(names.count)]
    return random.number(3) == 0 ? start : start.pushing(relative(&random))
  }

  private func relative(_ random: inout SplitMix64) -> FilePath {
    var path = FilePath()
    for _ in 0...random.number(3) {
      path.append(random.number(4) == 0 ? ".." : Self.name(&random))
    }
    return path
  }

  /// The first original that is not what it was, if any.
  func difference() -> String? {
    for (file, inode) in zip(originals, inodes) {
      guard (try? readFile(file)) == Array("original \(file)".utf8),
        Self.inode(of: file) == inode
      else { return "\(file)" }
    }
    return nil
  }
}

extension SplitMix64 {
  fileprivate mutating func number(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
