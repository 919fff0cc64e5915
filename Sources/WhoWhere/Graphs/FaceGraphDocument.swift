import CaseStore
import Domain
import Drawing
import GraphFormats

extension CaseGraphs {
  /// The face graph: an edge from each person to each photo or video the person is in.
  ///
  /// Nodes are called `person:` and the person's number, `photo:` or `video:` and the first digits
  /// of the content's hash. Media that show nobody known are left out. An edge says how many faces
  /// are its evidence, and where they are: `top,right,bottom,left`, and `@` with the milliseconds
  /// in videos, or `@frame` and its number where the moment is not known.
  ///
  /// - Parameter isDynamic: Adds the moments at which each person was in a media.
  /// - Throws: `GraphError` where the graph cannot be laid out.
  public func faceGraphDocument(isDynamic: Bool = false) throws -> GraphDocument {
    let shown = snapshot.media.indices.filter { !appearances.members(of: $0).isEmpty }
    let personCount = snapshot.persons.count
    var nodeOfMedia = [Int32](repeating: -1, count: snapshot.media.count)
    for (position, media) in shown.enumerated() {
      nodeOfMedia[media] = Int32(personCount + position)
    }
    let edges = snapshot.appearances
    var facesOfMedia = [Int](repeating: 0, count: snapshot.media.count)
    for edge in edges { facesOfMedia[edge.media] += edge.faces.count }

    var graph = GraphDocument(
      isDirected: false,
      nodeIDs: snapshot.persons.map { "person:\($0.id)" } + shown.map(mediaNodeID),
      edgeSources: edges.map { Int32($0.person) },
      edgeTargets: edges.map { nodeOfMedia[$0.media] })
    graph.title = "Who is in which picture"
    graph.details = "Persons and the photos and videos they are in."
    graph.nodeLabels =
      snapshot.persons.indices.map(snapshot.label)
      + shown.map { folderAndFile(snapshot.path(of: $0)) }

    let persons = personColumns()
    let communities = try measurement.numbers(of: .community)
    let commonCommunities = shown.map { commonCommunity(of: $0, communities) }
    let blank = [Int?](repeating: nil, count: shown.count)
    let noText = [String?](repeating: nil, count: shown.count)
    let noPersons = [Int?](repeating: nil, count: personCount)
    let noPersonText = [String?](repeating: nil, count: personCount)
    graph.nodeColumns = [
      AttributeColumn(
        "kind",
        strings: snapshot.persons.map { _ in "person" }
          + shown.map { snapshot.media[$0].kind.rawValue }),
      AttributeColumn("person", integers: snapshot.persons.map(\.id.rawValue) + blank),
      AttributeColumn("name", strings: snapshot.persons.map(\.name) + noText),
      AttributeColumn(
        "faces",
        integers: persons.faces + shown.map { facesOfMedia[$0] }),
      AttributeColumn("media", integers: persons.media + blank),
      AttributeColumn(
        "persons", integers: noPersons + shown.map { appearances.members(of: $0).count }),
      AttributeColumn("first", strings: persons.first + shown.map { snapshot.media[$0].date }),
      AttributeColumn("last", strings: persons.last + shown.map { snapshot.media[$0].date }),
      AttributeColumn("path", strings: noPersonText + shown.map { snapshot.path(of: $0) }),
      AttributeColumn(
        "sha256", strings: noPersonText + shown.map { snapshot.media[$0].contentHash }),
      AttributeColumn(
        "latitude",
        doubles: snapshot.persons.map { _ in nil } + shown.map { snapshot.media[$0].latitude }),
      AttributeColumn(
        "longitude",
        doubles: snapshot.persons.map { _ in nil } + shown.map { snapshot.media[$0].longitude }),
      AttributeColumn(
        "Degree",
        integers: persons.media + shown.map { appearances.members(of: $0).count }),
      AttributeColumn(
        "modularity_class",
        integers: communities + commonCommunities),
    ]
    graph.nodeColors = (communities + commonCommunities).map(CommunityPalette.color)
    let places = try appearancePositions()
    graph.nodePositions =
      snapshot.persons.indices.map { places[$0] } + shown.map { places[personCount + $0] }
    graph.nodeSizes =
      persons.media.map { 10 + 4 * Double($0 ?? 0).squareRoot() } + shown.map { _ in 6 }

    graph.edgeIDs = edges.map {
      "person:\(snapshot.persons[$0.person].id)-\(mediaNodeID($0.media))"
    }
    graph.edgeWeights = edges.map { Double($0.faces.count) }
    graph.edgeColumns = [
      AttributeColumn("faces", integers: edges.map { $0.faces.count }),
      AttributeColumn("first", strings: edges.map { snapshot.media[$0.media].date }),
      AttributeColumn("last", strings: edges.map { snapshot.media[$0.media].date }),
      AttributeColumn("boxes", strings: edges.map(boxes)),
      AttributeColumn("path", strings: edges.map { snapshot.path(of: $0.media) }),
      AttributeColumn(
        "spans_ms",
        strings: edges.map { edge in
          let moments = snapshot.moments(of: edge)
          return moments.spans.isEmpty ? nil : moments.text
        }),
      AttributeColumn(
        "confidence",
        doubles: edges.map { edge in edge.faces.compactMap { snapshot.faces.confidences[$0] }.max()
        }
      ),
    ]
    if isDynamic {
      graph.nodeSpells = SpellColumn(
        snapshot.persons.indices.map { person in
          spells(of: snapshot.appearances[snapshot.appearancesOfPerson[person]])
        } + shown.map { spells(in: $0, whole(of: $0)) })
      graph.edgeSpells = SpellColumn(
        edges.map { spells(in: $0.media, snapshot.moments(of: $0)).ordered })
      graph.spellUnit = spellUnit
      graph.nodeColumns.append(
        undated(
          snapshot.persons.indices.map { appearances.groups(of: $0).map(Int.init) }
            + shown.map { [$0] }))
      graph.edgeColumns.append(undated(edges.map { [$0.media] }))
      graph.details += undatedNote
    }
    return graph
  }

  func mediaNodeID(_ media: Int) -> String {
    "\(snapshot.media[media].kind.rawValue):\(snapshot.key(of: media))"
  }

  /// The community that most persons of a media belong to; the smaller number where two tie.
  private func commonCommunity(of media: Int, _ communities: [Int?]) -> Int? {
    var counts: [Int: Int] = [:]
    for person in appearances.members(of: media) {
      if let community = communities[Int(person)] { counts[community, default: 0] += 1 }
    }
    return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
  }

  /// Where the faces of an appearance are: the evidence, compactly.
  func boxes(of appearance: CaseSnapshot.Appearance) -> String {
    appearance.faces.map { row in
      let box = snapshot.faces.boxes[row]
      guard let time = snapshot.faces.times[row] else { return "\(box)" }
      return FrameName.number(ofUnknownMoment: time).map { "\(box)@frame\($0)" }
        ?? "\(box)@\(time)"
    }.joined(separator: " ")
  }

  /// Cameras give the same names in every folder.
  private func folderAndFile(_ path: String) -> String {
    path.split(separator: "/").suffix(2).joined(separator: "/")
  }
}
