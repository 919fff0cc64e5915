import ArgumentParser
import Foundation

/// Where a passphrase comes from: a descriptor, or whoever sits at the terminal. Never an argument.
struct PassphraseOptions: ParsableArguments {
  @Option(
    name: .customLong("passphrase-fd"),
    help: ArgumentHelp(
      "Read the passphrase from this descriptor, up to the end of the line: 0 is standard input. "
        + "(default: the terminal is asked)", valueName: "n"))
  var descriptor: Int32?

  func validate() throws {
    guard descriptor ?? 0 >= 0 else {
      throw ValidationError("--passphrase-fd takes a number from 0.")
    }
  }

  /// The passphrase.
  ///
  /// - Parameter isNew: Whether it is asked for twice.
  /// - Throws: `ValidationError` where there is neither a descriptor nor a terminal.
  func read(isNew: Bool) throws -> [UInt8] {
    if let descriptor { return try line(from: descriptor) }
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else {
      throw ValidationError(
        "There is no terminal to ask for the passphrase; give it with --passphrase-fd.")
    }
    defer { close(terminal) }
    let first = try ask("Passphrase: ", terminal)
    if isNew, try ask("Again: ", terminal) != first {
      throw ValidationError("The two are not the same.")
    }
    return first
  }

  private func ask(_ question: String, _ terminal: Int32) throws -> [UInt8] {
    var before = termios()
    tcgetattr(terminal, &before)
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(terminal, TCSAFLUSH, &silent)
    defer {
      tcsetattr(terminal, TCSAFLUSH, &before)
      _ = write(terminal, "\n", 1)
    }
    _ = write(terminal, question, question.utf8.count)
    return try line(from: terminal)
  }

  private func line(from descriptor: Int32) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while bytes.count < 4096 {
      let count = Foundation.read(descriptor, &byte, 1)
      guard count >= 0 else {
        throw ValidationError("The passphrase cannot be read from descriptor \(descriptor).")
      }
      if count == 0 || byte == 0x0A { break }
      bytes.append(byte)
    }
    return bytes
  }
}
