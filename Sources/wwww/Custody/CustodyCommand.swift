import ArgumentParser

struct CustodyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "custody",
    abstract: "What was done with the case and its originals, and whether they are still the same.",
    discussion: """
      Every command that works on a case is written to its log: when, who, what, and what came of it, \
      each entry chained to the one before by a hash. Whoever can write the case can make the chain \
      anew: have its head time-stamped or kept elsewhere (`custody stamp`, `custody export`). Nothing is \
      sent anywhere.
      """,
    subcommands: [
      CustodyManifest.self, CustodyLogCommand.self, CustodyVerify.self, CustodyExportCommand.self,
      CustodyStamp.self, CustodyRetain.self,
    ])
}
