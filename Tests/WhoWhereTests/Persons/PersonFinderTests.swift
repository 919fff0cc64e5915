import CaseStore
import FaceClustering
import Testing
import WhoWhere

struct PersonFinderTests {
  @Test func poorAndSmallFacesBelongToNobody() throws {
    let album = try VectorCase([
      [.init(person: 0)], [.init(person: 0, shift: 0.1)],
      [.init(person: 0, shift: 0.2, quality: 0.1)], [.init(person: 0, shift: 0.3, side: 20)],
    ])
    var settings = ClusterSettings(method: .dbscan(eps: 0.5, minSamples: 2))
    #expect(try album.cluster(settings).unassignedFaces == 0)
    settings.minQuality = 0.5
    settings.minSize = 40
    #expect(try album.cluster(settings).unassignedFaces == 2)
    #expect(try album.persons() == [0, 0, nil, nil])
    #expect(try album.storage.faces().count == 4)
  }

  @Test func facesThatSomebodyDecidedOnAreNotFiltered() throws {
    let album = try VectorCase([
      [.init(person: 0)], [.init(person: 0, shift: 0.1)],
      [.init(person: 1, quality: 0.1)], [.init(person: 1, shift: 0.1, quality: 0.1)],
    ])
    try album.cluster()
    _ = try album.curation().merge(0, 1)
    try album.cluster(
      ClusterSettings(method: .dbscan(eps: 0.5, minSamples: 2), minQuality: 0.5))
    #expect(try album.persons() == [0, 0, 0, 0])
  }

  @Test func theCalibratedRadiusIsTold() throws {
    let album = try VectorCase(persons: (0..<40).map { [2 * $0 % 20, 2 * $0 % 20 + 1] })
    let report = try album.cluster(ClusterSettings(method: .calibratedDBSCAN(minSamples: 2)))
    let advice = try RadiusAdvice(of: album.storage, k: 1)
    #expect(report.radius == advice.recommended)
    #expect(report.persons == 20)
    #expect(advice.impostors.pairs == 40)
    #expect(advice.reason.contains("40 such pairs"))
  }

  @Test func theCurveIsToldAsTableAndDrawing() throws {
    let album = try VectorCase(persons: [[0], [0], [0], [1], [1], [2]])
    let advice = try RadiusAdvice(of: album.storage, k: 1)
    let curve = advice.curveTable()
    #expect(curve.rows.count == 6)
    #expect(curve.rows.count { $0[2] == "knee" } == 1)
    #expect(advice.table().rows[0][0] == "recommended")
    let svg = KDistancePlot(advice).svg
    #expect(svg.hasPrefix("<svg") && svg.hasSuffix("</svg>\n"))
    #expect(svg.contains("knee") && svg.contains("recommended radius"))
    #expect(svg == KDistancePlot(advice).svg)
  }

  @Test func tooFewFacesForTheCurveAreAnError() throws {
    #expect(throws: ParameterError.self) {
      try RadiusAdvice(of: VectorCase(persons: [[0]]).storage, k: 1)
    }
    #expect(throws: ParameterError.self) {
      try RadiusAdvice(of: VectorCase(persons: [[0], [1]]).storage, k: 0)
    }
  }

  @Test(arguments: [[], [[0]], [[0], [0]]] as [[[Int]]])
  func fewFacesAreNoTrouble(photos: [[Int]]) throws {
    let album = try VectorCase(persons: photos)
    let report = try album.cluster(ClusterSettings())
    #expect(report.faces == photos.count)
  }

  @Test func wrongParametersChangeNothing() throws {
    let album = try VectorCase(persons: [[0], [0]])
    try album.cluster()
    #expect(throws: ParameterError.self) {
      try album.cluster(ClusterSettings(method: .dbscan(eps: 0, minSamples: 2)))
    }
    #expect(throws: ParameterError.self) {
      try album.cluster(ClusterSettings(method: .dbscan(eps: .nan, minSamples: 2)))
    }
    #expect(throws: ParameterError.self) {
      try album.cluster(ClusterSettings(method: .dbscan(eps: 1, minSamples: 0)))
    }
    #expect(try album.persons() == [0, 0])
  }
}
