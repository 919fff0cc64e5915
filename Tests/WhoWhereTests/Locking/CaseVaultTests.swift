import CaseStore
import Files
import Foundation
import SystemPackage
import TestSupport
import Testing
import WhoWhere

/// Whether encrypted folders can be mounted here.
private let hasFUSE =
  access("/dev/fuse", R_OK | W_OK) == 0 && access("/usr/bin/gocryptfs", X_OK) == 0
  && access("/usr/bin/fusermount3", X_OK) == 0

@Suite(.enabled(if: hasFUSE, "needs FUSE and gocryptfs")) struct CaseVaultTests {
  private let passphrase = Array("a long passphrase, not in any list".utf8)

  /// A case with something that can be searched for.
  private func makeCase() throws -> (folder: TemporaryFolder, vault: CaseVault) {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("my case")
    let storage = try SQLiteCase(creatingIn: path)
    _ = try storage.sourceFolder(Array("/secret/place of photos".utf8), label: "Secret label")
    return (folder, CaseVault(of: path))
  }

  /// The files below `folder` that hold `text`.
  private func holders(of text: String, _ folder: FilePath) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.string).filter { name in
      let path = folder.pushing(FilePath(name)).string
      return (try? Data(contentsOf: URL(fileURLWithPath: path)))?.firstRange(of: Data(text.utf8))
        != nil
        || name.contains(text)
    }
  }

  @Test func aLockedCaseCannotBeRead() throws {
    let (folder, vault) = try makeCase()
    #expect(vault.state == .plain)
    #expect(try !holders(of: "Secret label", folder.path).isEmpty)
    try vault.lock { passphrase }
    #expect(vault.state == .locked)
    #expect(try holders(of: "Secret label", folder.path) == [])
    #expect(try holders(of: "case.sqlite", folder.path) == [])
    for open in [
      { _ = try SQLiteCase(in: vault.folder) }, { _ = try CaseReader(in: vault.folder) },
      // Nothing is made in the place of a locked case.
      { _ = try SQLiteCase(creatingIn: vault.folder) },
    ] {
      #expect { try open() } throws: { if case CaseError.locked = $0 { true } else { false } }
    }
    #expect(throws: CaseVault.Problem.wrongPassphrase) { try vault.unlock { Array("guess".utf8) } }
    #expect(throws: CaseVault.Problem.noPassphrase) { try vault.unlock { [] } }
    #expect(throws: CaseVault.Problem.locked(displayName(vault.folder))) {
      try vault.lock { passphrase }
    }
    #expect(vault.state == .locked)
  }

  @Test func anUnlockedCaseIsUsedLikeAnyOther() throws {
    let (files, vault) = try makeCase()
    defer { _ = files.path }
    try vault.lock { passphrase }
    try vault.unlock { passphrase }
    #expect(vault.state == .unlocked)
    do {
      let storage = try SQLiteCase(in: vault.folder)
      #expect(try storage.sourceFolders().map(\.label) == ["Secret label"])
      try storage.setRetention("2030-01-01")
      _ = try storage.purge(.everything, by: "ada", version: "1")
      try storage.setRetention("2031-01-01")
      // Somebody has it open.
      #expect(throws: CaseVault.Problem.inUse(displayName(vault.folder))) {
        try vault.lock { passphrase }
      }
    }
    try vault.lock { [] }
    #expect(vault.state == .locked)
    try vault.unlock { passphrase }
    #expect(try SQLiteCase(in: vault.folder).retention() == "2031-01-01")
    try vault.lock { [] }
  }

  @Test func aCaseInUseIsNotEncrypted() throws {
    let (files, vault) = try makeCase()
    defer { _ = files.path }
    let storage = try SQLiteCase(in: vault.folder)
    #expect(throws: CaseError.self) { try vault.lock { passphrase } }
    #expect(vault.state == .plain && isAbsent(vault.encrypted))
    #expect(try storage.sourceFolders().count == 1)
  }

  /// Stopped after the copy, before the plain files were removed.
  @Test func aLockThatWasStoppedIsFinished() throws {
    let (folder, vault) = try makeCase()
    try vault.lock { passphrase }
    let remains = FilePath(vault.folder.string + ".plain")
    try writeAtomically(Array("Secret label".utf8), to: remains.appending("case.sqlite"))
    try vault.unlock { passphrase }
    #expect(isAbsent(remains))
    #expect(try holders(of: "Secret label", folder.path).allSatisfy { $0.hasPrefix("my case/") })
    try vault.lock { [] }
  }
}
