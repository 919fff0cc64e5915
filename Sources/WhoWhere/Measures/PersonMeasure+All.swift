import GraphAnalysis

extension PersonMeasure {
  /// All measures, in the order of the columns of exports.
  public static let all = [
    degree, strength, betweenness, closeness, harmonic, eigenvector, pagerank, clustering, core,
    community, component, constraint, inDegree, outDegree, inStrength, outStrength,
  ]

  /// The measures that are in tables and graph files.
  public static let exported = all.filter { $0.gephiColumn != nil }
  /// Measures that Gephi defines otherwise, as it defines them, under its own names; in graph files
  /// alone.
  public static let gephis = [gephiCloseness, gephiHarmonic, gephiEigenvector]
  /// The measures that rank persons.
  public static let ranking = all.filter { $0.scale != .group }

  public static let degree = PersonMeasure(
    "degree", "the number of others linked", title: "Degree",
    gephi: "Degree", .count
  ) { Degree().scores(of: $0.graph) }

  public static let strength = PersonMeasure(
    "weighted_degree", "the sum of the weights of the links",
    title: "Weighted Degree",
    gephi: "Weighted Degree", .weight
  ) { Strength().scores(of: $0.graph) }

  public static let betweenness = PersonMeasure(
    "betweenness", "the share of shortest paths that lead through a node",
    title: "Betweenness 0-1",
    gephi: "betweenesscentrality", .number, isKept: true
  ) { try $0.betweenness().nodes }

  public static let closeness = PersonMeasure(
    "closeness", "how near all others are, those out of reach left out",
    title: "Closeness 0-1 to all",
    gephi: "closeness", .number, isKept: true
  ) { try $0.distances().closeness }

  public static let harmonic = PersonMeasure(
    "harmonic", "the mean of inverse distances to all others",
    title: "Harmonic closeness 0-1 to all",
    gephi: "harmonic",
    .number
  ) { try $0.distances().harmonic }

  public static let eigenvector = PersonMeasure(
    "eigenvector", "importance by that of the others linked",
    title: "Eigenvector 0-1 squares sum to 1",
    gephi: "eigenvector", .number
  ) { try EigenvectorCentrality(jobs: $0.jobs).scores(of: $0.graph) }

  public static let pagerank = PersonMeasure(
    "pagerank", "importance by a random walk", title: "PageRank 0-1 sums to 1",
    gephi: "pageranks", .number, isKept: true
  ) { try PageRank(jobs: $0.jobs).scores(of: $0.graph) }

  public static let clustering = PersonMeasure(
    "clustering", "the share of pairs of linked others who are linked themselves",
    title: "Clustering coefficient 0-1",
    gephi: "clustering", .number
  ) { LocalClustering(jobs: $0.jobs).scores(of: $0.graph) }

  public static let core = PersonMeasure(
    "core", "the largest k with a group around whose members all have k links in it",
    title: "Core number",
    gephi: "core",
    .count
  ) { CoreNumber().scores(of: $0.graph) }

  public static let community = PersonMeasure(
    "community", "the Leiden community, the largest is 0", title: "Community 0 is the largest",
    gephi: "modularity_class", .group
  ) { try Leiden().partition(of: $0.graph).labels.map(Double.init) }

  public static let component = PersonMeasure(
    "component", "the connected component, the largest is 0",
    title: "Connected part 0 is the largest",
    gephi: "componentnumber", .group
  ) { ConnectedComponents().partition(of: $0.graph).labels.map(Double.init) }

  public static let constraint = PersonMeasure(
    "constraint", "Burt's constraint: low for those who link groups",
    title: "Constraint low links groups",
    gephi: nil, .number,
    ranksLowest: true
  ) { try Constraint(jobs: $0.jobs).scores(of: $0.graph) }

  public static let inDegree = PersonMeasure(
    "in_degree", "the number of links that lead to a node; without directions, the degree",
    title: "In-Degree", gephi: nil, .count
  ) { Degree(direction: .incoming).scores(of: $0.graph) }

  public static let outDegree = PersonMeasure(
    "out_degree", "the number of links that leave it", title: "Out-Degree", gephi: nil, .count
  ) { Degree(direction: .outgoing).scores(of: $0.graph) }

  public static let inStrength = PersonMeasure(
    "weighted_in_degree", "the sum of the weights of those that lead to it",
    title: "Weighted In-Degree", gephi: nil, .weight
  ) { Strength(direction: .incoming).scores(of: $0.graph) }

  public static let outStrength = PersonMeasure(
    "weighted_out_degree", "of those that leave it", title: "Weighted Out-Degree", gephi: nil,
    .weight
  ) { Strength(direction: .outgoing).scores(of: $0.graph) }

  private static let gephiCloseness = PersonMeasure(
    "gephi_closeness", "how near those in reach are, whatever their number",
    title: "Closeness 0-1 within the part", gephi: "closnesscentrality", .number
  ) { try withinParts(closeness, $0) }

  private static let gephiHarmonic = PersonMeasure(
    "gephi_harmonic", "the mean of inverse distances to those in reach",
    title: "Harmonic closeness 0-1 within the part",
    gephi: "harmonicclosnesscentrality", .number
  ) { try withinParts(harmonic, $0) }

  private static let gephiEigenvector = PersonMeasure(
    "gephi_eigenvector", "importance by that of the others linked, the largest is 1",
    title: "Eigenvector 0-1 largest is 1", gephi: "eigencentrality", .number
  ) { measurement in
    let values = try measurement.values(of: eigenvector)
    let largest = values.compactMap { $0 }.max() ?? 0
    return largest > 0 ? values.map { $0.map { $0 / largest } } : values
  }

  /// A mean over all others as one over those in reach.
  private static func withinParts(
    _ measure: PersonMeasure, _ measurement: GraphMeasurement
  ) throws -> [Double?] {
    let parts = try measurement.values(of: component)
    var sizes: [Double: Double] = [:]
    for case let part? in parts { sizes[part, default: 0] += 1 }
    let others = Double(parts.count - 1)
    return zip(try measurement.values(of: measure), parts).map { value, part in
      guard let value, let size = part.flatMap({ sizes[$0] }), size > 1 else { return value }
      return value * others / (size - 1)
    }
  }
}
