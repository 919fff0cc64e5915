import Domain
import Drawing
import GraphFormats

extension CaseGraphs {
  /// A person at an event, with the evidence.
  struct Attendance {
    /// Index into `snapshot.persons`.
    var person: Int
    /// Index into `snapshot.events`.
    var event: Int
    /// The media of the event that show the person, rising.
    var media: [Int] = []
    /// How many faces these are.
    var faces = 0
    /// How probable it is that the person was there: that of the surest face; `nil` where that is not
    /// known.
    var confidence: Double?
    /// How many photos and videos these are, Live Photos and copies counted once.
    var occasions = 0
  }

  /// Who was at which named event, by event and person.
  ///
  /// - Complexity: O(appearances · events of a media).
  var attendances: [Attendance] {
    var eventsOfMedia: [Int: [Int]] = [:]
    for (event, (_, media)) in snapshot.events.enumerated() {
      for item in media { eventsOfMedia[item, default: []].append(event) }
    }
    var found: [SIMD2<Int>: Attendance] = [:]
    for appearance in snapshot.appearances {
      for event in eventsOfMedia[appearance.media] ?? [] {
        let key = SIMD2(event, appearance.person)
        var attendance =
          found[key] ?? Attendance(person: appearance.person, event: event)
        attendance.media.append(appearance.media)
        attendance.faces += appearance.faces.count
        if let sure = snapshot.confidence(of: appearance.person, in: appearance.media) {
          attendance.confidence = max(attendance.confidence ?? 0, sure)
        }
        found[key] = attendance
      }
    }
    let occasions = snapshot.occasions
    for (key, attendance) in found {
      found[key]?.occasions = Set(attendance.media.map { occasions[$0] }).count
    }
    return found.values.sorted { ($0.event, $0.person) < ($1.event, $1.person) }
  }

  /// The event graph: an edge from each person to each named event at which the person was seen; the
  /// weight counts the photos and videos that show it.
  ///
  /// Nodes are called `person:` and the person's number, `event:` and the event's place by name.
  ///
  /// - Parameter isDynamic: Adds the moments at which each person was seen at an event.
  /// - Throws: `GraphError` where the graph cannot be laid out.
  func eventGraphDocument(isDynamic: Bool = false) throws -> GraphDocument {
    let edges = attendances
    let events = snapshot.events
    let seen = Set(edges.map(\.person)).sorted()
    var node = [Int: Int32]()
    for (position, person) in seen.enumerated() { node[person] = Int32(position) }

    var graph = GraphDocument(
      isDirected: false,
      nodeIDs: seen.map { "person:\(snapshot.persons[$0].id)" }
        + events.indices.map { "event:\($0 + 1)" },
      edgeSources: edges.map { node[$0.person] ?? 0 },
      edgeTargets: edges.map { Int32(seen.count + $0.event) })
    graph.title = "Who was at which event"
    graph.details =
      "Persons and the events at which they were seen; the weight counts the photos and videos."
    graph.nodeLabels = seen.map(snapshot.label) + events.map(\.name)
    let noEvent = [Int?](repeating: nil, count: events.count)
    let personDates = seen.map { person in
      snapshot.dates(of: edges.filter { $0.person == person }.flatMap(\.media))
    }
    let eventDates = events.map { snapshot.dates(of: $0.media) }
    graph.nodeColumns = [
      AttributeColumn(
        "kind", strings: seen.map { _ in "person" } + events.map { _ in "event" }),
      AttributeColumn(
        "person", integers: seen.map { snapshot.persons[$0].id.rawValue } + noEvent),
      AttributeColumn(
        "name", strings: seen.map { snapshot.persons[$0].name } + events.map(\.name)),
      AttributeColumn(
        "media",
        integers: seen.map { person in
          Set(edges.filter { $0.person == person }.flatMap(\.media)).count
        } + events.map(\.media.count)),
      AttributeColumn("first", strings: personDates.map(\.first) + eventDates.map(\.first)),
      AttributeColumn("last", strings: personDates.map(\.last) + eventDates.map(\.last)),
    ]
    graph.edgeIDs = edges.map { "person:\(snapshot.persons[$0.person].id)-event:\($0.event + 1)" }
    graph.edgeWeights = edges.map { Double($0.occasions) }
    let dates = edges.map { snapshot.dates(of: $0.media) }
    graph.edgeColumns = [
      AttributeColumn("media", integers: edges.map(\.occasions)),
      AttributeColumn("faces", integers: edges.map(\.faces)),
      AttributeColumn("first", strings: dates.map(\.first)),
      AttributeColumn("last", strings: dates.map(\.last)),
      AttributeColumn("evidence", strings: edges.map { evidence($0.media) }),
      AttributeColumn("confidence", doubles: edges.map(\.confidence)),
    ]
    graph.nodePositions = try GraphLayout.positions(of: .init(of: graph), jobs: jobs)
    if isDynamic {
      graph.edgeSpells = SpellColumn(edges.map { spells(of: $0.media) })
      graph.edgeColumns.append(undated(edges.map(\.media)))
      graph.details += undatedNote
    }
    return graph
  }

  /// The keys of some media, as the face graph's nodes are called.
  private func evidence(_ media: [Int]) -> String { Self.bounded(media.map(snapshot.key)) }
}
