import ArgumentParser
import CProcessor
import CaseStore
import Files
import Foundation
import WhoWhere

/// The root command.
@main
struct WWWW: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wwww",
    abstract: "Who, where, with whom: finds people in photos and shows who was seen together.",
    discussion: """
      Give it folders of photos. It finds every face, groups the faces that belong to one person, \
      and writes annotated copies, tables and graphs:

        wwww run photos --out results

      What it learns is kept in a case: a folder, ./wwww-case unless --case or WWWW_CASE names \
      another, so that the next run only looks at what is new. Originals are never changed, and \
      nothing leaves this machine.

      Exit status: 0 done; 1 failed; 2 done, but some files could not be used (standard error \
      lists them); 64 wrong usage.
      """,
    version: programVersion,
    subcommands: [
      Run.self, Index.self, Frames.self, Encode.self, Import.self, Shards.self, NearPairs.self,
      ImportNeighbors.self, Cluster.self, Epsilon.self,
      Annotate.self,
      Search.self, People.self, ShowMedia.self, GraphCommand.self, Query.self, Export.self,
      Metadata.self, Events.self, XMP.self, Evaluate.self, ReviewCommand.self, ReportCommand.self,
      CustodyCommand.self, PurgeCommand.self, CaseCommand.self, Models.self,
    ])

  static func main() {
    guard cprocessor_is_supported() else {
      FileHandle.standardError.write(
        Data(
          """
          wwww: this build needs a processor with AVX2 and FMA (2015 or later).
          Build for any processor with: WWWW_PORTABLE=1 swift build -c release

          """.utf8))
      exit(withError: ExitCode.failure)
    }
    Leftovers.clearWhenInterrupted(saying: "wwww: stopped; run again to go on")
    Leftovers.sweepTemporaryFolders()
    CaseWaiting.tell { note($0) }
    do {
      let arguments = try LeadingArguments.taken(from: Array(CommandLine.arguments.dropFirst()))
      try LeadingArguments.checkCommand(arguments, of: WWWW.self)
      CommandLog.note(arguments: arguments, of: WWWW.self)
      var command = try parseAsRoot(arguments)
      try command.run()
      CommandLog.end(status: 0)
    } catch {
      CommandLog.end(status: exitCode(for: error).rawValue)
      end(with: error)
    }
  }
}
