import ArgumentParser
import CaseStore
import Foundation
import WhoWhere

/// A progress line where a person is watching standard error, else nothing.
func terminalProgress() -> any ProgressReporter {
  isatty(STDERR_FILENO) == 1 ? TerminalProgress() : SilentProgress()
}

/// Lists files that could not be used on standard error, and ends with status 2 if there are any.
func report(_ failures: [Failure]) throws {
  for failure in failures { complain(failure) }
  if !failures.isEmpty { throw ExitCode(2) }
}

/// Does `body`; where nothing could be indexed, tells first what was found instead.
func explaining<Result>(isVerbose: Bool, _ body: () throws -> Result) throws -> Result {
  do { return try body() } catch let error as NothingIndexed {
    noteOwnFiles(error.report.ownFiles)
    notePassedOver(error.report.others, isVerbose: isVerbose)
    for failure in error.report.failures { complain(failure) }
    throw error
  }
}

/// Tells that pictures were left out because this program made them.
func noteOwnFiles(_ count: Int) {
  guard count > 0 else { return }
  note(
    "\(Count.of(count, "picture")) that wwww made (copies, drawings, sheets) "
      + "\(count == 1 ? "is" : "are") no evidence and left out")
}

/// Tells that photos, videos and faces were left out because they were purged before.
func notePurged(files: Int, faces: Int) {
  let parts =
    (files > 0 ? [Count.of(files, "photo or video", "photos and videos")] : [])
    + (faces > 0 ? [Count.of(faces, "face")] : [])
  guard !parts.isEmpty else { return }
  note(parts.joined(separator: " and ") + " passed over because they were purged")
}

/// Tells of files that were not read because of their kinds, each where that is asked for.
func notePassedOver(_ files: [PassedOver], isVerbose: Bool) {
  guard !files.isEmpty else { return }
  let kinds = Dictionary(grouping: files, by: \.kind).mapValues(\.count)
    .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
  let most = kinds.prefix(10).map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  note(
    "\(Count.of(files.count, "file")) \(files.count == 1 ? "is" : "are") of kinds not read: "
      + most + (kinds.count > 10 ? ", …" : "") + "; `wwww query passed-over` tells more")
  if isVerbose { for file in files { note("not read: \(file.path)") } }
}

/// Tells of a file that could not be used on standard error.
func complain(_ failure: Failure) {
  let line = "wwww: \(TerminalText.message("\(failure.path): \(failure.message)"))\n"
  FileHandle.standardError.write(Data(line.utf8))
}
