import ArgumentParser
import CaseStore
import Foundation
import WhoWhere

extension ParsableArguments {
  /// Ends the program with what `error` means. Names in it cannot act on the terminal.
  static func end(with error: any Error) -> Never {
    let error = HintedError.adding(to: CaseError.explaining(error))
    let code = exitCode(for: error)
    guard code != .success else { exit(withError: error) }
    let message = fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
      .map { TerminalText.line(String($0)) }.joined(separator: "\n")
    if !message.isEmpty { FileHandle.standardError.write(Data((message + "\n").utf8)) }
    Foundation.exit(code.rawValue)
  }
}
