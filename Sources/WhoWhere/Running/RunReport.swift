import CaseStore
import FaceClustering
import FaceVision
import Foundation

/// What a run did, as `run.json` tells it.
///
/// All but `timings` depends on nothing but the input, the case and the parameters.
public struct RunReport: Codable, Sendable {
  /// The program's name and version.
  public var program = "wwww"
  /// The program's version.
  public var version = programVersion
  /// The settings by name.
  public var parameters: [String: String]
  /// The SHA-256 of each model file that was used.
  public var models: [String: String]
  /// Figures by name.
  public var counts: [String: Int] = [:]
  /// Seconds by step.
  public var timings: [String: Double] = [:]
  /// What changed against the clustering before: new, grown, merged and split persons.
  public var changes: [String] = []
  /// What makes the result doubtful, such as a radius made for another encoder.
  public var warning: String?
  /// Files that could not be used.
  public var failures: [Failure] = []
  /// The files that were written, by path below the output folder.
  public var outputs: [String] = []

  /// Files of kinds that are not read; in the case, not in the report's JSON.
  public var passedOver: [PassedOver] = []

  private enum CodingKeys: String, CodingKey {
    case program, version, parameters, models, counts, timings, changes, warning, failures, outputs
  }

  /// The report as JSON with keys in alphabetical order.
  public func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }
}

extension PersonChange: CustomStringConvertible {
  /// The change in a sentence.
  public var description: String {
    func list(_ persons: [Int]) -> String { persons.map(String.init).joined(separator: ", ") }
    return switch self {
    case .new(let person, let faces): "person \(person) is new, with \(Count.of(faces, "face"))"
    case .grown(let person, let by): "person \(person) has \(Count.of(by, "more face"))"
    case .shrunk(let person, let by): "person \(person) lost \(Count.of(by, "face"))"
    case .merged(let person, let from): "person \(person) took over faces of \(list(from))"
    case .split(let person, let into): "faces of person \(person) went to \(list(into))"
    case .vanished(let person): "person \(person) has no faces any more"
    }
  }
}

extension RunReport {
  /// The run in a few lines for the terminal.
  public func summary(output: String) -> String {
    func count(_ name: String) -> Int { counts[name] ?? 0 }
    // Only what is there.
    let drawings = outputs.filter { $0.hasSuffix(".svg") }
    let kinds = ["graphml", "gexf", "csv"].filter { kind in
      outputs.contains { $0.hasSuffix("." + kind) }
    }
    let written =
      ((count("annotated_copies") > 0 ? ["annotated/"] : []) + drawings + kinds.map { "*." + $0 })
      .joined(separator: ", ")
    return """
      \(Count.of(count("media"), "photo or video", "photos and videos")) \
      (\(count("new_media")) new, \
      \(Count.of(count("duplicate_files"), "duplicate")) left out\
      \(count("gone_files") == 0 ? "" : ", \(Count.of(count("gone_files"), "file")) gone")), \
      \(Count.of(count("faces"), "face"))
      \(Count.of(count("persons"), "person")) in \
      \(Count.of(count("appearances"), "appearance")), \
      \(Count.of(count("cooccurrences"), "pair")) seen together, \
      \(Count.of(count("unassigned_faces"), "unidentified face"))
      \(failures.isEmpty ? "" : "\(Count.of(failures.count, "file")) could not be used\n")\
      results in \(TerminalText.line(output)): \(written)
      """
  }
}
