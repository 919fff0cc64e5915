import FaceClustering
import Testing

@Suite struct DBSCANTests {
  struct Case: Decodable {
    var rows: String
    var eps: Double
    var minSamples: Int
    var labels: [Int]
  }

  @Test func agreesWithScikitLearn() throws {
    let cases = try Fixture.json("dbscan", [Case].self)
    #expect(cases.count == 50)
    let sets = try [
      "faces": Fixture.embeddings("faces"), "lattice": Fixture.embeddings("lattice"),
    ]
    for example in cases {
      let clustering = try DBSCAN(eps: example.eps, minSamples: example.minSamples)
        .cluster(sets[example.rows]!)
      #expect(
        clustering == Clustering(groups: example.labels),
        "\(example.rows) \(example.eps) \(example.minSamples)")
    }
  }

  @Test func numbersLargestFirst() throws {
    let faces = try RandomFaces(400, of: 30)
    let clusters = try DBSCAN(eps: 0.5, minSamples: 2).cluster(faces.embeddings).clusters
    for (larger, smaller) in zip(clusters, clusters.dropFirst()) {
      #expect((-larger.count, larger[0]) < (-smaller.count, smaller[0]))
    }
  }

  @Test func keepsConstraints() throws {
    let faces = try RandomFaces(400, of: 10)
    let frames = (0..<400).map { $0 / 3 }
    let constraints = try ClusteringConstraints(
      faceCount: 400, frames: frames, mustLink: [PairDecision(0, 399, name: "a")],
      cannotLink: [PairDecision(1, 200, name: "b")])
    let labels = try DBSCAN(eps: 0.6, minSamples: 3)
      .cluster(faces.embeddings, constraints: constraints).labels
    expectSatisfied(constraints, labels)
  }

  @Test func handlesFewFaces() throws {
    let dbscan = try DBSCAN()
    #expect(try dbscan.cluster(EmbeddingMatrix([])).labels == [])
    let one = try RandomFaces(1, of: 1).embeddings
    #expect(try dbscan.cluster(one).labels == [-1])
    #expect(try DBSCAN(eps: 0.3, minSamples: 1).cluster(one).labels == [0])
  }

  @Test func refusesBadParameters() throws {
    for eps in [0, -0.1, .nan, .infinity] {
      #expect(throws: ParameterError.self) { try DBSCAN(eps: eps) }
    }
    #expect(throws: ParameterError.self) { try DBSCAN(minSamples: 0) }
    let faces = try RandomFaces(5, of: 1).embeddings
    #expect(throws: ParameterError.self) {
      try DBSCAN(eps: 0.3).cluster(RadiusNeighbors(faces, radius: 0.4))
    }
    #expect(throws: ConstraintError.self) {
      try DBSCAN().cluster(faces, constraints: ClusteringConstraints(faceCount: 4))
    }
  }
}

/// Expects that labels respect every constraint.
func expectSatisfied(_ constraints: ClusteringConstraints, _ labels: [Int32]) {
  for link in constraints.mustLink { #expect(labels[link.first] == labels[link.second]) }
  for link in constraints.cannotLink {
    #expect(labels[link.first] != labels[link.second] || labels[link.first] < 0)
  }
  if let frames = constraints.frames {
    var seen: Set<[Int]> = []
    for (face, label) in labels.enumerated() where label >= 0 {
      #expect(seen.insert([frames[face].lowerBound, Int(label)]).inserted, "frame \(frames[face])")
    }
  }
}
