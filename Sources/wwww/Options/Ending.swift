import ArgumentParser
import CaseStore
import Foundation
import WhoWhere

extension ParsableArguments {
  /// Ends the program with what `error` means. Names in it cannot act on the terminal.
  static func end(with error: any Error) -> Never {
    let hasLines = isInLines(error)
    let error = HintedError.adding(to: CaseError.explaining(error))
    let code = exitCode(for: error)
    guard code != .success else { exit(withError: error) }
    let text = withGuess(fullMessage(for: error))
    // A file's content or name must not look like lines of ours.
    let lines =
      code == .validationFailure || hasLines
      ? text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) } : [text]
    let message = lines.map { TerminalText.message($0) }.joined(separator: "\n")
    if !message.isEmpty { FileHandle.standardError.write(Data((message + "\n").utf8)) }
    Foundation.exit(code.rawValue)
  }

  /// Whether an error has several lines by itself: a statement with the place of its fault.
  private static func isInLines(_ error: any Error) -> Bool {
    if case QueryError.invalidSQL = error { true } else { false }
  }

  /// Where a value is none of those that are possible: which was probably meant.
  private static func withGuess(_ message: String) -> String {
    let refusal = /The value '([^']+)' is invalid for '[^']+'\. Please provide one of/
    guard let match = message.firstMatch(of: refusal) else { return message }
    let rest = message[match.range.upperBound...]
    let end = rest.firstMatch(of: /\n(Help|Usage):/)?.range.lowerBound ?? rest.endIndex
    let choices = rest[..<end].matches(of: /'([^']+)'|\n\s+- (\S+)/)
      .compactMap { ($0.1 ?? $0.2).map { String($0) } }
    let guesses = similar(to: String(match.1), among: choices, limit: 1)
    guard let guess = guesses.first else { return message }
    return message[..<end] + " Did you mean '\(guess)'?" + message[end...]
  }
}
