import GraphAnalysis
import GraphFormats

extension NamedGraph {
  /// The shortest way from one node to another, one row a step and piece of evidence; no rows where
  /// there is none.
  ///
  /// - Parameters:
  ///   - from: Where it begins.
  ///   - to: Where it ends.
  ///   - lengths: What makes a way short: few steps, or strong ones.
  ///   - evidence: The most media that are named for each step.
  /// - Throws: `GraphError` for a negative weight, unless steps count.
  public func path(
    from: Int, to: Int, lengths: EdgeLength = .hops, evidence limit: Int = 3
  ) throws -> ResultTable {
    var table = ResultTable(columns: [
      "step", "person", "name", "next", "next_name", "weight", "date", "evidence",
    ])
    guard let path = try ShortestPathTree(of: graph, from: from, lengths: lengths).path(to: to)
    else { return table }
    for (step, (first, second)) in zip(path.nodes, path.nodes.dropFirst()).enumerated() {
      let known = [.integer(step + 1)] + cells(first) + cells(second) + [weight(first, second)]
      let proofs = try evidence(first, second, limit: limit)
      for proof in proofs { table.append(known + [CSVCell(proof.date), .text(proof.path)]) }
      if proofs.isEmpty { table.append(known + [.missing, .missing]) }
    }
    return table
  }
}
