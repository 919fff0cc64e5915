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

/// Tells that pictures were left out because this program made them.
func noteOwnFiles(_ count: Int) {
  guard count > 0 else { return }
  note(
    "\(Count.of(count, "picture")) that wwww made (copies, drawings, sheets) "
      + "\(count == 1 ? "is" : "are") no evidence and left out")
}

/// Tells of a file that could not be used on standard error.
func complain(_ failure: Failure) {
  let line = "wwww: \(TerminalText.line(failure.path)): \(failure.message)\n"
  FileHandle.standardError.write(Data(line.utf8))
}
