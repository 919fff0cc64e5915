import Drawing
import Foundation
import SystemPackage
import Testing

/// The child process and its bounds.
struct DrawingProcessTests {
  /// The program that draws stands beside the tests.
  static let process = DrawingProcess(
    executable: FilePath(
      Bundle(for: Mark.self).bundleURL.appendingPathComponent(
        DrawingProcess.programName
      ).path))
  private final class Mark {}

  private static let edges = (0..<30_000).map { "\($0 % 4999) -- \($0 &* 7919 % 5003);" }
    .joined(separator: "\n")

  @Test func time() throws {
    var process = Self.process
    process.seconds = 1
    #expect(throws: DrawingError.tooSlow(what: "dot", seconds: 1)) {
      try process.draw("graph {\(Self.edges)}", as: .graph(engine: "dot", format: "plain"))
    }
  }

  @Test func memory() throws {
    var process = Self.process
    process.memory = 200 << 20
    #expect(throws: DrawingError.self) {
      try process.draw("graph {\(Self.edges)}", as: .graph(engine: "neato", format: "plain"))
    }
  }

  @Test(arguments: [
    ("graph {", DrawingProcess.Task.graph(engine: "sfdp", format: "svg")),
    ("graph {}", .graph(engine: "nothing", format: "svg")),
    ("graph {}", .graph(engine: "sfdp", format: "nothing")),
    ("{}", .sheet(format: "pdf")), ("[]", .sheet(format: "png")),
  ])
  func refusals(description: String, task: DrawingProcess.Task) {
    #expect(throws: DrawingError.self) { try Self.process.draw(description, as: task) }
  }

  @Test func aMissingProgramIsToldOf() {
    let missing = DrawingProcess(executable: "/nonexistent/wwww")
    #expect(throws: DrawingError.self) {
      try missing.draw("graph {}", as: .graph(engine: "sfdp", format: "svg"))
    }
  }
}
