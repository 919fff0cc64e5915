import CaseStore
import Foundation
import WhoWhere

extension CaseOptions {
  /// Opens the case for questions; it must exist.
  func reader() throws -> CaseReader { try CaseReader(in: path) }
}

/// Tells a result in a line on standard output. Names in it cannot act on the terminal.
func say(_ text: String) { print(TerminalText.line(text)) }

/// Tells something on standard error that is no result.
func note(_ text: String) {
  FileHandle.standardError.write(Data("wwww: \(TerminalText.message(text))\n".utf8))
}

/// Where a listing is empty because the case is: says what to do first.
func noteWhatIsMissing(_ reader: CaseReader, unless hasRows: Bool) throws {
  if !hasRows, let missing = try reader.whatIsMissing() { note(missing.advice) }
}
