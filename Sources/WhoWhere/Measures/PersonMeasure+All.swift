import GraphAnalysis

extension PersonMeasure {
  /// All measures, in the order of the columns of exports.
  public static let all = [
    degree, strength, betweenness, closeness, harmonic, eigenvector, pagerank, clustering, core,
    community, component, constraint,
  ]

  /// The measures that are in tables and graph files.
  public static let exported = all.filter { $0.gephiColumn != nil }
  /// The measures that rank persons.
  public static let ranking = all.filter { $0.scale != .group }

  public static let degree = PersonMeasure(
    "degree", "the number of others linked", gephi: "Degree", .count
  ) { Degree().scores(of: $0.graph) }

  public static let strength = PersonMeasure(
    "weighted_degree", "the sum of the weights of the links", gephi: "Weighted Degree", .weight
  ) { Strength().scores(of: $0.graph) }

  public static let betweenness = PersonMeasure(
    "betweenness", "the share of shortest paths that lead through a node",
    gephi: "betweenesscentrality", .number, isKept: true
  ) { try $0.betweenness().nodes }

  public static let closeness = PersonMeasure(
    "closeness", "how near all others are, those out of reach left out",
    gephi: "closnesscentrality", .number, isKept: true
  ) { try $0.distances().closeness }

  public static let harmonic = PersonMeasure(
    "harmonic", "the mean of inverse distances to all others", gephi: "harmonicclosnesscentrality",
    .number
  ) { try $0.distances().harmonic }

  public static let eigenvector = PersonMeasure(
    "eigenvector", "importance by that of the others linked", gephi: "eigencentrality", .number
  ) { try EigenvectorCentrality(jobs: $0.jobs).scores(of: $0.graph) }

  public static let pagerank = PersonMeasure(
    "pagerank", "importance by a random walk", gephi: "pageranks", .number, isKept: true
  ) { try PageRank(jobs: $0.jobs).scores(of: $0.graph) }

  public static let clustering = PersonMeasure(
    "clustering", "the share of pairs of linked others who are linked themselves",
    gephi: "clustering", .number
  ) { LocalClustering(jobs: $0.jobs).scores(of: $0.graph) }

  public static let core = PersonMeasure(
    "core", "the largest k with a group around whose members all have k links in it", gephi: "core",
    .count
  ) { CoreNumber().scores(of: $0.graph) }

  public static let community = PersonMeasure(
    "community", "the Leiden community, the largest is 0", gephi: "modularity_class", .group
  ) { try Leiden().partition(of: $0.graph).labels.map(Double.init) }

  public static let component = PersonMeasure(
    "component", "the connected component, the largest is 0", gephi: "componentnumber", .group
  ) { ConnectedComponents().partition(of: $0.graph).labels.map(Double.init) }

  public static let constraint = PersonMeasure(
    "constraint", "Burt's constraint: low for those who link groups", gephi: nil, .number,
    ranksLowest: true
  ) { try Constraint(jobs: $0.jobs).scores(of: $0.graph) }
}
