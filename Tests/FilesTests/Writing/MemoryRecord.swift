import Files
import Synchronization
import SystemPackage

/// What a case would know of files.
final class MemoryRecord: OutputRecord {
  private let roots: [FilePath]
  private let media: [FilePath]
  private let outputs = Mutex<[FilePath: OutputFile]>([:])

  init(roots: [FilePath] = [], media: [FilePath] = []) {
    self.roots = roots
    self.media = media
  }

  func sourceRoots() -> [FilePath] { roots }
  func originals() -> [FilePath] { media }
  func output(at location: FilePath) -> OutputFile? { outputs.withLock { $0[location] } }
  func hasOutput(below folder: FilePath) -> Bool {
    outputs.withLock { $0.keys.contains { $0 != folder && $0.starts(with: folder) } }
  }
  func note(_ output: OutputFile) { outputs.withLock { $0[output.location] = output } }
}
