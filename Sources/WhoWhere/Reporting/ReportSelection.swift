import Domain

/// What a report shows of a case.
public struct ReportSelection: Sendable {
  /// The persons; everybody where there are none.
  public var persons: [PersonID]
  /// Which photos and videos.
  public var filter: CasePages.Filter
  /// Faces that are less surely their person's are left out and hidden.
  public var minConfidence: Double
  /// Whether faces of everybody can be seen.
  public var showsAll: Bool

  /// A selection.
  public init(
    persons: [PersonID] = [], filter: CasePages.Filter = CasePages.Filter(),
    minConfidence: Double = 0, showsAll: Bool = false
  ) {
    self.persons = persons
    self.filter = filter
    self.minConfidence = minConfidence
    self.showsAll = showsAll
  }

  /// The selection in short facts.
  public var notes: [String] {
    var facts: [String] = []
    if !persons.isEmpty {
      facts.append("persons " + persons.map(\.description).joined(separator: ", "))
    }
    if let event = filter.event { facts.append("event \(event)") }
    if let since = filter.since { facts.append("since \(since)") }
    if let until = filter.until { facts.append("until \(until)") }
    if filter.area != nil { facts.append("within an area") }
    if minConfidence > 0 { facts.append("faces with a confidence of \(minConfidence) or more") }
    return facts
  }
}
