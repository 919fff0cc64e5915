import ArgumentParser
import Files
import SystemPackage
import WhoWhere

struct CustodyStamp: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stamp",
    abstract: "Write a time-stamp request about the log's head, or take in the answer (RFC 3161).",
    discussion: """
      wwww custody stamp --out request.tsq writes what an authority is to sign, for example with

        curl -H 'Content-Type: application/timestamp-query' --data-binary @request.tsq URL > answer.tsr

      on another machine; wwww custody stamp --add answer.tsr keeps the answer in the case, and `custody \
      verify --ca FILE` checks it. Nothing is sent by wwww.
      """)

  @Option(help: ArgumentHelp("The request to write.", valueName: "file.tsq"))
  var out: String?

  @Option(help: ArgumentHelp("The answer to take in.", valueName: "file.tsr"))
  var add: String?

  @Option(
    help: ArgumentHelp(
      "A PEM file with the authority's certificates, to check the answer.", valueName: "file.pem"))
  var ca: String?

  @OptionGroup var writing: WritingOptions
  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  func validate() throws {
    guard (out == nil) != (add == nil) else {
      throw ValidationError("Give --out to write a request, or --add to take in an answer.")
    }
  }

  func run() throws {
    let storage = try caseOptions.open()
    let stamps = CustodyStamps(of: storage)
    if let out {
      let (entry, bytes) = try stamps.request(by: DecisionOptions.user)
      try writing.writing(for: storage).write(bytes, to: FilePath(out))
      say("Written to \(out): a request about entry \(entry.id), \(entry.hash)")
    } else if let add {
      let (entry, stamp) = try stamps.add(
        readFile(FilePath(add), limit: 1 << 20), authorities: ca.map { FilePath($0) })
      say(
        "Entry \(entry.id) existed at \(stamp.time), as \(TerminalText.line(stamp.authority)) says"
          + (stamp.isVerified ? "." : "; not checked, for no certificates were given (--ca)."))
    }
  }
}
