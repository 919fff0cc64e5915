import Foundation
import GraphAnalysis

/// Times of the same work done by different libraries.
struct Race {
  private struct Timing: Codable {
    var kernel, library: String
    var seconds: Double
    /// A number that shows whether all compute the same: a checksum, or a quality.
    var check: Double
  }

  private var timings: [Timing] = []

  /// Times `body` and returns what it made.
  @discardableResult
  mutating func run<Value>(
    _ kernel: String, _ body: () throws -> Value, check: (Value) throws -> Double
  ) rethrows -> Value {
    var best = Double.infinity
    var runs = 0
    while true {
      let start = ContinuousClock.now
      let value = try body()
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      best = min(best, seconds)
      runs += 1
      guard runs == 3 || seconds > 5 else { continue }
      timings.append(
        Timing(
          kernel: kernel, library: "GraphAnalysis", seconds: best, check: try check(value)))
      FileHandle.standardError.write(Data("GraphAnalysis \(kernel): \(best) s\n".utf8))
      return value
    }
  }

  /// Notes the most memory this process has had at once, in MiB.
  mutating func recordPeakMemory() {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    timings.append(
      Timing(
        kernel: "peak memory, MiB", library: "GraphAnalysis", seconds: 0,
        check: Double(usage.ru_maxrss) / 1024))
  }

  /// Lets the peers do the same with the same persons in media.
  mutating func runPeers(
    python: String, memberships: BipartiteGraph, threads: Int
  ) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "memberships-\(ProcessInfo.processInfo.processIdentifier).csv")
    var lines = "person,media\n"
    for person in 0..<memberships.memberCount {
      for group in memberships.groups(of: person) { lines += "\(person),\(group)\n" }
    }
    try Data(lines.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }

    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../graph/peers.py").standardized
    for library in ["igraph", "NetworKit", "networkx"] {
      let peer = Process()
      peer.executableURL = URL(fileURLWithPath: python)
      peer.arguments = [
        script.path, library, file.path, String(memberships.memberCount),
        String(memberships.groupCount), String(threads),
      ]
      let output = Pipe()
      peer.standardOutput = output
      try peer.run()
      let data = output.fileHandleForReading.readDataToEndOfFile()
      peer.waitUntilExit()
      guard peer.terminationStatus == 0 else {
        FileHandle.standardError.write(Data("\(library) did not finish.\n".utf8))
        continue
      }
      timings += try JSONDecoder().decode([Timing].self, from: data)
    }
  }

  /// Prints all times, the fastest of each kernel first.
  func printTable() {
    func column(_ text: String, _ width: Int) -> String {
      text.padding(toLength: max(width, text.count), withPad: " ", startingAt: 0)
    }
    print(column("kernel", 24), column("library", 16), column("seconds", 10), "check")
    for timing in timings.sorted(by: { ($0.kernel, $0.seconds) < ($1.kernel, $1.seconds) }) {
      print(
        column(timing.kernel, 24), column(timing.library, 16),
        column(String(format: "%.4f", timing.seconds), 10), timing.check)
    }
  }
}
