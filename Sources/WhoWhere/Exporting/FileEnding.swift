import Drawing
import SystemPackage

/// A format that the ending of a file's name can ask for.
public protocol FileEnding: RawRepresentable, Sendable where RawValue == String {
  /// The format that files with this ending have; `nil` where none has.
  init?(ending: String)

  /// Whether files of this format may end so, although the ending alone means another.
  func fits(_ ending: String) -> Bool
}

extension FileEnding {
  /// The format of a file: the one that is asked for, or else that of the file's ending.
  ///
  /// - Parameter fallback: The format of standard output and of files without an ending.
  /// - Returns: The format, and what to tell where the ending says otherwise.
  /// - Throws: `FileEndingError` where no format has the ending.
  public static func of(
    _ file: String, asked: Self?, fallback: Self
  ) throws -> (format: Self, note: String?) {
    let ending = file == "-" ? nil : FilePath(file).extension
    let named = ending.flatMap { Self(ending: $0.lowercased()) }
    if let asked {
      guard let named, named.rawValue != asked.rawValue, !asked.fits(ending ?? "") else {
        return (asked, nil)
      }
      return (
        asked,
        "\(file) is written as \(asked.rawValue), as --format says, though its name ends in .\(ending ?? "")"
      )
    }
    guard let ending else { return (fallback, nil) }
    guard let named else { throw FileEndingError(ending: ending) }
    return (named, nil)
  }

  public func fits(_ ending: String) -> Bool { false }
}

/// No format has this ending.
public struct FileEndingError: Error, Equatable, Sendable {
  /// The ending.
  public let ending: String
}

extension Canvas.Format: FileEnding {
  public init?(ending: String) { self.init(rawValue: ending) }
}

extension GraphFileFormat: FileEnding {
  public init?(ending: String) {
    switch ending {
    case "graphml", "xml": self = .graphml
    case "gexf": self = .gexf
    case "dot", "gv": self = .dot
    case "json": self = .nodeLink
    case "cyjs": self = .cytoscape
    case "csv": self = .links
    default: return nil
    }
  }

  public func fits(_ ending: String) -> Bool {
    switch self {
    case .cytoscape, .nodeLink, .graphology: ending.lowercased() == "json"
    case .gephiCSV, .neo4jCSV, .links: ending.lowercased() == "csv"
    case .graphml, .gexf, .dot: false
    }
  }
}
