import CaseStore
import Domain
import GraphAnalysis
import GraphFormats

extension CaseGraphs {
  /// The media graph: an edge between any two photos or videos that show the same persons; the
  /// weight counts the persons, `persons` names them.
  ///
  /// - Parameter isDynamic: Adds when each photo or video was taken; a link lasts from the one to the
  ///   other.
  /// - Throws: `GraphError` where there are more media than 32-bit numbers.
  public func mediaGraphDocument(isDynamic: Bool = false, jobs: Int) throws -> GraphDocument {
    let projection = Projection(of: appearances.transposed(), weights: .count, jobs: jobs)
    let shown = snapshot.media.indices.filter { !appearances.members(of: $0).isEmpty }
    var node = [Int32](repeating: -1, count: snapshot.media.count)
    for (position, media) in shown.enumerated() { node[media] = Int32(position) }
    let edges = Array(projection.graph.edges)

    var graph = GraphDocument(
      isDirected: false, nodeIDs: shown.map(mediaNodeID),
      edgeSources: edges.map { node[$0.source] }, edgeTargets: edges.map { node[$0.target] })
    graph.title = "Which pictures show the same people"
    graph.details = "Photos and videos; the weight of an edge counts the persons in both."
    graph.nodeLabels = shown.map { snapshot.path(of: $0) }
    graph.nodeColumns = [
      AttributeColumn("kind", strings: shown.map { snapshot.media[$0].kind.rawValue }),
      AttributeColumn("path", strings: shown.map { snapshot.path(of: $0) }),
      AttributeColumn("sha256", strings: shown.map { snapshot.media[$0].contentHash }),
      AttributeColumn("date", strings: shown.map { snapshot.media[$0].date }),
      AttributeColumn("latitude", doubles: shown.map { snapshot.media[$0].latitude }),
      AttributeColumn("longitude", doubles: shown.map { snapshot.media[$0].longitude }),
      AttributeColumn("persons", integers: shown.map { appearances.members(of: $0).count }),
    ]
    graph.edgeWeights = edges.map(\.weight)
    graph.edgeColumns = [
      AttributeColumn(
        "persons",
        strings: edges.map { edge in
          projection.evidence(ofEdge: edge.id).map { "\(snapshot.persons[Int($0)].id)" }
            .joined(separator: " ")
        })
    ]
    if isDynamic {
      let ends = edges.map { [$0.source, $0.target] }
      graph.nodeSpells = SpellColumn(shown.map { spells(of: [$0]) })
      graph.edgeSpells = SpellColumn(
        ends.map { media -> [Spell] in
          let moments = spells(of: media)
          // One that is not dated lasts for no time that is known.
          guard moments.count == 2 else { return [] }
          return [Spell(start: moments[0].start, end: moments[1].start)]
        })
      graph.nodeColumns.append(undated(shown.map { [$0] }))
      graph.edgeColumns.append(undated(ends))
      graph.details += undatedNote
    }
    return graph
  }
}
