import CaseStore
import Domain
import Drawing
import GraphFormats

extension CaseGraphs {
  /// What both graphs and the table of people say of each person.
  struct PersonColumns {
    var faces: [Int?]
    var media: [Int?]
    var first: [String?]
    var last: [String?]

    init(of snapshot: CaseSnapshot) {
      let media = snapshot.appearancesOfPerson.map { range in
        range.map { snapshot.appearances[$0].media }
      }
      let dates = media.map { snapshot.dates(of: $0) }
      faces = snapshot.persons.map(\.faceCount)
      // The picture and the clip of a Live Photo count once.
      let occasions = snapshot.occasions
      self.media = media.map { Set($0.map { occasions[$0] }).count }
      first = dates.map(\.first)
      last = dates.map(\.last)
    }
  }

  func personColumns() -> PersonColumns { PersonColumns(of: snapshot) }

  /// In how many photos and videos each person is; the picture and the clip of a Live Photo count once.
  var occasionCounts: [Int?] {
    let occasions = snapshot.occasions
    return snapshot.persons.indices.map { person in
      Set(appearances.groups(of: person).map { occasions[Int($0)] }).count
    }
  }

  /// The people graph: an edge between any two persons who were in the same photo or video.
  ///
  /// The weight of an edge counts these media; `evidence` names the first of them by the first
  /// digits of their hashes, as the face graph's nodes do.
  ///
  /// - Parameters:
  ///   - isDynamic: Adds the moments at which each person and pair was seen.
  ///   - hasFullEvidence: `evidence` names all files by their paths instead.
  ///   - measures: The columns of persons; only these are computed.
  ///   - pairMeasures: The columns of edges.
  /// - Throws: `GraphError` where the graph cannot be laid out.
  public func peopleGraphDocument(
    isDynamic: Bool = false, hasFullEvidence: Bool = false,
    measures: [PersonMeasure] = PersonMeasure.exported + PersonMeasure.gephis,
    pairMeasures: [PairMeasure] = PairMeasure.all
  ) throws -> GraphDocument {
    var graph = try unplacedPeopleGraph(
      isDynamic: isDynamic, hasFullEvidence: hasFullEvidence, measures: measures,
      pairMeasures: pairMeasures)
    graph.nodePositions = try GraphLayout.positions(of: people.graph, jobs: jobs)
    return graph
  }

  /// The document of the people graph without places for the nodes.
  func unplacedPeopleGraph(
    isDynamic: Bool = false, hasFullEvidence: Bool = false,
    measures: [PersonMeasure] = PersonMeasure.exported + PersonMeasure.gephis,
    pairMeasures: [PairMeasure] = PairMeasure.all
  ) throws -> GraphDocument {
    let edges = Array(people.graph.edges)
    let persons = personColumns()
    var graph = GraphDocument(
      isDirected: false, nodeIDs: snapshot.persons.map { "person:\($0.id)" },
      edgeSources: edges.map { Int32($0.source) }, edgeTargets: edges.map { Int32($0.target) })
    graph.title = "Who was seen with whom"
    graph.details =
      cooccurrence.unit.explanation
      + (cooccurrence.unit == .frame
        ? " The weight counts the photos and moments."
        : " The weight counts the photos and videos.")
    graph.nodeLabels = snapshot.persons.indices.map(snapshot.label)
    graph.nodeColumns = [
      AttributeColumn("kind", strings: snapshot.persons.map { _ in "person" }),
      AttributeColumn("person", integers: snapshot.persons.map(\.id.rawValue)),
      AttributeColumn("name", strings: snapshot.persons.map(\.name)),
      AttributeColumn("faces", integers: persons.faces),
      AttributeColumn("media", integers: persons.media),
      AttributeColumn("first", strings: persons.first),
      AttributeColumn("last", strings: persons.last),
      AttributeColumn("confidence", doubles: snapshot.persons.map(\.confidence)),
      AttributeColumn(
        "unconfirmed", booleans: snapshot.persons.map { $0.nameProbability == nil ? nil : true }),
    ]
    for measure in measures {
      graph.nodeColumns.append(try measure.column(values(of: measure)))
    }
    graph.nodeColors = try measurement.numbers(of: .community).map(CommunityPalette.color)
    graph.nodeSizes = try values(of: .degree).map { 10 + 4 * ($0 ?? 0).squareRoot() }

    let evidence = edges.map { cooccurrence.evidence(ofEdge: $0.id) }
    let occasions = snapshot.occasions
    let dates = evidence.map { snapshot.dates(of: $0) }
    graph.edgeIDs = edges.map {
      "person:\(snapshot.persons[$0.source].id)-person:\(snapshot.persons[$0.target].id)"
    }
    graph.edgeWeights = edges.map(\.weight)
    graph.edgeColumns = [
      AttributeColumn(
        "media", integers: evidence.map { Set($0.map { occasions[$0] }).count }),
      AttributeColumn("first", strings: dates.map(\.first)),
      AttributeColumn("last", strings: dates.map(\.last)),
      AttributeColumn(
        "evidence",
        strings: evidence.map {
          hasFullEvidence
            ? $0.map(snapshot.path).joined(separator: "; ") : Self.bounded($0.map(snapshot.key))
        }),
    ]
    for measure in pairMeasures {
      graph.edgeColumns.append(
        AttributeColumn(
          measure.name, .double(try values(of: measure)), title: measure.title))
    }
    graph.edgeColumns.append(
      AttributeColumn("confidence", doubles: edges.map(cooccurrence.confidence)))
    if isDynamic {
      graph.nodeSpells = SpellColumn(
        snapshot.persons.indices.map { person in
          spells(of: snapshot.appearances[snapshot.appearancesOfPerson[person]])
        })
      graph.edgeSpells = SpellColumn(
        zip(edges, evidence).map { edge, media in
          media.flatMap { spells(in: $0, cooccurrence.moments(ofEdge: edge, in: $0)) }.ordered
        })
      graph.spellUnit = spellUnit
      graph.nodeColumns.append(
        undated(snapshot.persons.indices.map { appearances.groups(of: $0).map(Int.init) }))
      graph.edgeColumns.append(undated(evidence))
      graph.details += undatedNote
    }
    return graph
  }

  /// Gephi refuses a whole file for one value of half a million characters.
  private static let mostEvidence = 200

  /// The first of `keys`, and how many more there are; tables have all.
  static func bounded(_ keys: [String]) -> String {
    let rest = keys.count - mostEvidence
    return keys.prefix(mostEvidence).joined(separator: " ") + (rest > 0 ? " +\(rest) more" : "")
  }

  /// How many media of each item have no date, and so no spell.
  func undated(_ items: [[Int]]) -> AttributeColumn {
    AttributeColumn(
      "undated", integers: items.map { $0.count { snapshot.media[$0].date == nil } })
  }

  /// What the details of a dynamic graph say of media without a date.
  var undatedNote: String {
    let count = snapshot.media.count { $0.date == nil }
    if spellUnit == .plain {
      return " Nothing has a date: times are seconds from the start of each video."
    }
    return " Times are UTC."
      + (count == 0
        ? ""
        : " \(count) of \(snapshot.media.count) photos and videos have no date: they have no time "
          + "here, and who is in no others is shown at any time; undated counts them.")
  }
}
