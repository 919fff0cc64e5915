import CaseStore
import Domain
import GraphFormats

/// What a case knows about its persons.
public struct PersonListing: Sendable {
  private let reader: CaseReader

  /// Reads from `reader`.
  public init(_ reader: CaseReader) { self.reader = reader }

  /// All persons by rising ID, with the figures that tell them apart.
  public func all() throws -> ResultTable { ResultTable(try reader.personListing()) }

  /// What was decided about persons, oldest first, the undone too. `faces` counts those that were
  /// named; `other` is whom a merge took in or a split brought out.
  public func decisions() throws -> ResultTable { ResultTable(try reader.decisionListing()) }

  /// All about one person: figures, clearest faces, companions, places, decisions.
  ///
  /// - Parameter limit: The most rows of each list.
  public func details(of person: PersonID, limit: Int) throws -> ResultSections {
    ResultSections(try reader.sections(about: person, limit: limit))
  }
}
