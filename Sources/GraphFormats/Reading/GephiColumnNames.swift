/// The columns that Gephi's statistics fill, by the identifiers that Gephi gives them, and the names
/// that documents of this program have for them: what goes to Gephi and comes back is known again
/// under whatever title this program gave it.
enum GephiColumnNames {
  /// The name of the column that Gephi calls `id`; `nil` for others, and for those that Gephi made
  /// itself, which are called by Gephi's title.
  static func name(ofID id: String, title: String?) -> String? {
    let id = id.lowercased()
    guard let name = names[id], title?.replacing("_", with: " ") != titles[id] else { return nil }
    return name
  }

  private static let titles = [
    "degree": "Degree", "weighted degree": "Weighted Degree",
    "betweenesscentrality": "Betweenness Centrality", "closnesscentrality": "Closeness Centrality",
    "harmonicclosnesscentrality": "Harmonic Closeness Centrality",
    "eigencentrality": "Eigenvector Centrality", "pageranks": "PageRank",
    "modularity_class": "Modularity Class", "componentnumber": "Component ID",
    "clustering": "Clustering Coefficient",
  ]

  private static let names: [String: String] = {
    var names = Dictionary(uniqueKeysWithValues: titles.keys.map { ($0, $0) })
    names["degree"] = "Degree"
    names["weighted degree"] = "Weighted Degree"
    names["weighted_degree"] = "Weighted Degree"
    // Measures of this program's own, which Gephi defines otherwise or not at all.
    for own in [
      "core", "closeness", "harmonic", "eigenvector", "jaccard", "p_value", "edge_betweenness",
    ] {
      names[own] = own
    }
    return names
  }()
}
