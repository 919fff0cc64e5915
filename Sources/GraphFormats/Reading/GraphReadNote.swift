/// One kind of fault that a reader mended or left out, and how often.
public struct GraphReadNote: Sendable, Equatable, CustomStringConvertible {
  /// What was wrong, and what became of it.
  public enum Kind: String, Sendable, CaseIterable {
    case badColor, badPosition, badSize, badThickness
    case badValue, badWeight, badTime, badDefault
    case undeclaredAttribute, attributeOfOtherKind, attributeByPosition, meaninglessAttribute
    case nodeTwice, undeclaredNode, edgeLeftOut, nodeWithoutID
    case undirectedEdge, directedEdge
    case unknownParent, openBound, otherTimes
    case documentType, unknownEntity, furtherContent, otherEncoding
    case weightFromValue, endsByPosition, noDirection, shortRow, furtherRelation, otherContent

    /// What happened to `count` of them.
    func text(_ count: Int) -> String {
      let (one, many, verdict) = words
      return "\(count) \(count == 1 ? one : many)\(verdict)"
    }

    /// The thing, several of it, and what became of it.
    private var words: (String, String, String) {
      switch self {
      case .badColor: ("color", "colors", " could not be read and left out")
      case .badPosition: ("place", "places", " could not be read and left out")
      case .badSize: ("size", "sizes", " could not be read and left out")
      case .badThickness: ("thickness", "thicknesses", " could not be read and left out")
      case .badValue: ("value", "values", " not of the attribute's type, left out")
      case .badWeight: ("weight", "weights", " not a finite number, taken as 1")
      case .badTime: ("time", "times", " could not be read and left out")
      case .badDefault:
        ("default value", "default values", " not of the attribute's type, left out")
      case .undeclaredAttribute:
        ("value", "values", " of an attribute that is not declared, kept under its identifier")
      case .attributeOfOtherKind:
        ("value", "values", " of an attribute that is declared for something else, kept")
      case .attributeByPosition:
        ("value", "values", " under the number of an attribute, taken in the order declared")
      case .meaninglessAttribute:
        ("XML attribute", "XML attributes", " of nodes and edges without a meaning, left out")
      case .nodeTwice: ("node", "nodes", " declared more than once, merged")
      case .undeclaredNode: ("node", "nodes", " named by edges but not declared, added")
      case .edgeLeftOut: ("edge", "edges", " to nodes that are not declared, left out")
      case .nodeWithoutID: ("node", "nodes", " without an identifier, left out")
      case .undirectedEdge:
        ("undirected edge", "undirected edges", " among directed ones, taken as both directions")
      case .directedEdge:
        ("directed edge", "directed edges", " among undirected ones, taken without direction")
      case .unknownParent: ("parent", "parents", " of nodes that is none of the nodes, left out")
      case .openBound: ("open bound", "open bounds", " of a time, taken as part of it")
      case .otherTimes:
        ("time", "times", " that are numbers where others are dates, left out")
      case .documentType: ("document type", "document types", " skipped, not loaded")
      case .unknownEntity: ("entity", "entities", " not known, kept as written")
      case .furtherContent: ("piece", "pieces", " of text after the end of the graph, left out")
      case .otherEncoding:
        ("character", "characters", " not in UTF-8, read as Windows-1252")
      case .weightFromValue: ("column", "columns", " called value, taken as the weight")
      case .endsByPosition: ("edge", "edges", " naming nodes by position, counted from 0")
      case .noDirection:
        (
          "list", "lists",
          " of edges that does not say whether they have a direction, read as undirected"
        )
      case .shortRow: ("row", "rows", " without both ends of an edge, left out")
      case .furtherRelation: ("relation", "relations", " beside the first, kept as kinds of edges")
      case .otherContent: ("section", "sections", " that is no nodes or edges, left out")
      }
    }
  }

  /// What was wrong.
  public let kind: Kind
  /// How often.
  public internal(set) var count: Int
  /// The first line where it was, counted from 1; 0 where it has none.
  public let line: Int

  public var description: String {
    kind.text(count) + (line > 0 ? count > 1 ? " (first in line \(line))" : " (line \(line))" : "")
  }
}

/// Counts what a reader mends, or refuses it.
final class ReadNotes {
  private let file: String
  private let isStrict: Bool
  private(set) var notes: [GraphReadNote] = []

  init(file: String, isStrict: Bool) {
    self.file = file
    self.isStrict = isStrict
  }

  /// Notes a fault; `line` is asked for at the first of its kind only.
  ///
  /// - Throws: `GraphReadError` where reading is strict.
  func add(_ kind: GraphReadNote.Kind, _ count: Int = 1, line: @autoclosure () -> Int) throws {
    if isStrict, !kind.isChoice {
      throw GraphReadError(file: file, line: line(), reason: kind.text(count))
    }
    if let index = notes.firstIndex(where: { $0.kind == kind }) {
      notes[index].count += count
    } else {
      notes.append(GraphReadNote(kind: kind, count: count, line: line()))
    }
  }
}

extension GraphReadNote.Kind {
  /// Whether nothing is wrong with the file: only a choice had to be made that the user should know.
  var isChoice: Bool {
    switch self {
    case .documentType, .weightFromValue, .endsByPosition, .noDirection, .furtherRelation: true
    default: false
    }
  }
}
