import ArgumentParser
import Files
import Foundation
import WhoWhere

struct CaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "case",
    abstract: "Keep the case in an encrypted folder.",
    discussion: """
      A locked case lies in CASE.encrypted, beside its folder, which is empty. Unlocked, it is mounted at its \
      folder for this user until it is locked again, or the machine restarts. gocryptfs does it, through \
      FUSE (apt-get install gocryptfs fuse3). Without the passphrase nobody can read the case, you \
      neither.
      """,
    subcommands: [CaseLockCommand.self, CaseUnlockCommand.self, CaseStateCommand.self])
}

struct CaseLockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lock",
    abstract: "Lock the case; the first time it is encrypted with a passphrase.",
    discussion: """
      What lay open is overwritten and removed. A disk may keep old blocks: an encrypted disk is better \
      still.
      """)

  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  func run() throws {
    let vault = CaseVault(of: caseOptions.unloggedPath)
    if [.plain, .unlocked].contains(vault.state) {
      LoggedAction("case lock", arguments: ["case", "lock"], on: vault.folder).end(status: 0)
    }
    try vault.lock { try passphrase.read(isNew: true) }
    say("Locked: \(displayName(vault.encrypted))")
  }
}

struct CaseUnlockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unlock", abstract: "Unlock the case, to be used like any other.")

  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  func run() throws {
    let vault = CaseVault(of: caseOptions.unloggedPath)
    try vault.unlock { try passphrase.read(isNew: false) }
    LoggedAction("case unlock", arguments: ["case", "unlock"], on: vault.folder).end(status: 0)
    say("Unlocked: \(displayName(vault.folder))")
  }
}

struct CaseStateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state", abstract: "Tell whether the case is plain, locked or unlocked.")

  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  func run() throws { print("\(CaseVault(of: caseOptions.unloggedPath).state)") }
}
