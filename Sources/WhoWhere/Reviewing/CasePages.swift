import CaseStore
import Domain
import GraphFormats

/// What a page tells of a case, in the rows and under the names of the command line's listings.
public struct CasePages: Sendable {
  /// Which photos and videos are looked at.
  public struct Filter: Sendable, Hashable {
    /// A folder or a span of time.
    public var event: String?
    /// Nothing earlier: a moment such as `2024-05`.
    public var since: String?
    /// Nothing later.
    public var until: String?
    /// Nothing from elsewhere.
    public var area: Area?

    /// Everything, unless parameters say otherwise.
    public init(
      event: String? = nil, since: String? = nil, until: String? = nil, area: Area? = nil
    ) {
      self.event = event
      self.since = since
      self.until = until
      self.area = area
    }
  }

  private let reader: CaseReader

  /// Pages of the case that `reader` reads.
  public init(_ reader: CaseReader) { self.reader = reader }

  private func media(_ filter: Filter) throws -> [MediaID]? {
    try reader.media(
      event: filter.event, since: filter.since, until: filter.until, area: filter.area)
  }

  /// All persons, as `wwww people` lists them; under a filter, with the figures of what is chosen.
  public func people(_ filter: Filter = Filter()) throws -> ResultTable {
    ResultTable(try reader.peopleForPages(in: media(filter)))
  }

  /// Photos and videos, earliest first.
  public func files(_ filter: Filter = Filter()) throws -> ResultTable {
    ResultTable(try reader.mediaForPages(in: media(filter)))
  }

  /// All about a person, as `wwww people show` tells it, with every face, its file and moment.
  public func person(_ id: PersonID) throws -> ResultSections {
    let shown = try PersonListing(reader).details(of: id, limit: 200)
    var sections = ResultSections()
    for (name, table) in shown.sections {
      sections.append(
        name, name == "faces" ? ResultTable(try reader.facesForPages(ofPerson: id)) : table)
    }
    return sections
  }

  /// The photos and moments that show both of two persons.
  public func shared(_ first: PersonID, _ second: PersonID) throws -> ResultTable {
    ResultTable(try reader.sharedForPages(first, second))
  }

  /// A report on a pair of whom a machine gave a name that nobody confirmed.
  ///
  /// - Throws: `UnconfirmedName` for the first of them.
  public func requireConfirmed(_ persons: PersonID...) throws {
    for person in persons {
      guard let name = try reader.unconfirmedName(of: person) else { continue }
      throw UnconfirmedName(person: person, name: name)
    }
  }

  /// All about a photo or video, as `wwww media` tells it.
  public func file(_ id: MediaID) throws -> ResultSections {
    try MediaListing(reader).details(of: id)
  }

  /// The files before and after one, in the order of `files`.
  public func neighbors(of id: MediaID) throws -> (previous: MediaID?, next: MediaID?) {
    try reader.neighborsForPages(ofMedia: id)
  }

  /// How much the case holds.
  public func figures() throws -> (persons: Int, faces: Int, media: Int, busy: String?) {
    try reader.figures()
  }

  /// What was decided, as `wwww people decisions` lists it.
  public func decisions() throws -> ResultTable { try PersonListing(reader).decisions() }
}
