import Foundation
import SystemPackage

/// Composes videos whose frames show their own numbers, so that a test can tell which one it got.
public enum VideoComposer {
  /// The program that encodes; tests that need it are skipped without it.
  public static let program = ["/usr/bin/ffmpeg", "/usr/local/bin/ffmpeg"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// Size of the frames.
  public static let width = 128
  public static let height = 96

  /// Frame `number`: its 16 bits as black and white fields in two rows of eight, and the same
  /// inverted in two rows below, so that a picture that is turned or smeared shows no number.
  public static func frame(_ number: Int) -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: width * height * 3)
    for row in 0..<4 {
      for column in 0..<8 {
        let bit = number >> ((row % 2) * 8 + column) & 1
        let value: UInt8 = (bit == 1) == (row < 2) ? 235 : 20
        for y in row * 24..<row * 24 + 24 {
          for x in column * 16..<column * 16 + 16 {
            for channel in 0..<3 { pixels[(y * width + x) * 3 + channel] = value }
          }
        }
      }
    }
    return pixels
  }

  /// The number that upright RGB `pixels` of any size show; `nil` where they show none.
  public static func number(in pixels: [UInt8], width: Int, height: Int) -> Int? {
    func bit(_ row: Int, _ column: Int) -> Int {
      let (x, y) = ((2 * column + 1) * width / 16, (2 * row + 1) * height / 8)
      return pixels[(y * width + x) * 3 + 1] > 127 ? 1 : 0
    }
    var number = 0
    for row in 0..<2 {
      for column in 0..<8 {
        guard bit(row, column) != bit(row + 2, column) else { return nil }
        number |= bit(row, column) << (row * 8 + column)
      }
    }
    return number
  }

  /// Encodes numbered frames.
  ///
  /// - Parameters:
  ///   - count: How many frames.
  ///   - rate: Frames a second of the input.
  ///   - arguments: The encoder's.
  ///   - path: What to write.
  public static func compose(
    _ count: Int, rate: String = "25", _ arguments: [String], to path: FilePath
  ) throws {
    try run(
      ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "\(width)x\(height)", "-r", rate, "-i", "-"]
        + arguments + [path.string],
      input: Data((0..<count).flatMap(frame)))
  }

  /// Runs the program.
  public static func run(_ arguments: [String], input: Data = Data()) throws {
    guard let program else { throw Failure(text: "ffmpeg is not installed") }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-hide_banner", "-loglevel", "error", "-y", "-threads", "1"] + arguments
    let pipe = Pipe()
    let errors = Pipe()
    process.standardInput = pipe
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    // What does not read its input to the end closes it, which is no failure of ours.
    signal(SIGPIPE, SIG_IGN)
    try? pipe.fileHandleForWriting.write(contentsOf: input)
    try? pipe.fileHandleForWriting.close()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(text: String(decoding: said, as: UTF8.self))
    }
  }

  /// Why a video was not composed.
  public struct Failure: Error, CustomStringConvertible {
    let text: String
    public var description: String { text }
  }
}
