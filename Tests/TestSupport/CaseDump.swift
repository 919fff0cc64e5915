import Foundation
import SystemPackage

/// All that a case holds, a line a row, in order: two cases that dump alike hold the same.
public enum CaseDump {
  /// The rows of all tables but those that tell when and how a case came about.
  public static func lines(of folder: FilePath) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["-c", program, folder.string]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileReadUnknown) }
    return String(decoding: text, as: UTF8.self).split(separator: "\n").map { String($0) }
  }

  private static let program = """
    import sqlite3, sys
    db = sqlite3.connect(f'file:{sys.argv[1]}/case.sqlite?mode=ro', uri=True)
    db.text_factory = bytes
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
        name = name.decode()
        if name not in ('run_record', 'first_seen') and not name.startswith(('custody_', 'sqlite_')):
            for row in sorted(map(repr, db.execute(f'SELECT * FROM "{name}"'))):
                print(name, row)
    """
}
