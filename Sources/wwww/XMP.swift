import ArgumentParser
import CaseStore
import Files
import SystemPackage
import WhoWhere

extension SidecarExport.Naming: ExpressibleByArgument {}

struct XMP: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write who is where in photos as XMP sidecars, for digiKam, Lightroom and others.",
    discussion: """
      A sidecar holds the face regions of the Metadata Working Group, with the names that you gave or \
      confirmed, these names as Iptc4xmpExt:PersonInImage, and person number, confidence and \
      unconfirmed names in a namespace of wwww's own. Only photos that show persons get one. Nothing \
      is ever written into a photo.

      With --out, copies of the photos and their sidecars are written into a folder of their own. With \
      --sidecars, sidecars are written beside the photos themselves; one that stands there is never \
      replaced.
      """)

  @Option(help: ArgumentHelp("The folder to write into.", valueName: "dir"))
  var out: String?

  @Flag(help: "Write beside the photos themselves instead, where no sidecar stands.")
  var sidecars = false

  @Flag(inversion: .prefixedNo, help: "With --out: copy the photos beside their sidecars.")
  var copies = true

  @Option(
    help: "How sidecars are called: full: photo.jpg.xmp (digiKam), stem: photo.xmp (Lightroom).")
  var naming = SidecarExport.Naming.full

  @OptionGroup var writing: WritingOptions
  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  func validate() throws {
    guard (out == nil) == sidecars else {
      throw ValidationError("Give --out DIR, or --sidecars.")
    }
  }

  func run() throws {
    try? caseOptions.open().measureConfidence()
    let storage = try caseOptions.openToAsk()
    let export = try SidecarExport(
      try CaseSnapshot(of: storage), of: storage, naming: naming, progress: terminalProgress())
    let result: SidecarExport.Report
    if let out {
      result = try export.write(
        to: writing.writing(for: storage).folder(FilePath(out)), withCopies: copies)
    } else {
      // Whatever --force says: a sidecar may be all that somebody's work of years is.
      result = try export.writeBesideOriginals(by: WriteGuard(record: storage))
    }
    say("\(Count.of(result.written, "sidecar")) written, \(result.unchanged) unchanged")
    try report(result.failures)
  }
}
