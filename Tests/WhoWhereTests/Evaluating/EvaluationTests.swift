import CaseStore
import FaceVision
import GraphFormats
import Testing
import WhoWhere

struct EvaluationTests {
  /// Photos are 1000 × 200 pixels; faces are 80 pixels wide, 100 apart, from the left.
  private func evaluation(_ photos: [[Int]], _ text: String) throws -> Evaluation {
    let album = try VectorCase(persons: photos)
    try album.cluster()
    return try Evaluation(of: CaseSnapshot(of: album.storage), labels: LabelFile(text: text))
  }

  @Test func countsPairsOfLabeledFaces() throws {
    let result = try evaluation(
      [[0], [0], [0], [1], [1], [2]],
      "path,person\n0.jpg,Ada\n1.jpg,Ada\n2.jpg,Ben\n3.jpg,Ben\n4.jpg,Ben\n5.jpg,Cy\n")
    // Together: three pairs of 0, one of 1; one and one of them right; four pairs belong together.
    #expect(result.score.pairwise.precision == 0.5)
    #expect(result.score.pairwise.recall == 0.5)
    #expect(result.score.faces == 6)
    #expect(result.people == ["Ada", "Ben", "Cy"])
    #expect(result.score.confusions.map(\.pairs) == [2])
    let sections = result.sections().sections
    #expect(sections.map(\.name) == ["agreement", "figures", "confusions"])
    #expect(sections[2].table.rows == [["Ada", "Ben", 2]])
    #expect(result.failures.isEmpty)
  }

  @Test func aLabelWithoutABoxIsTheFaceNearestTheCenter() throws {
    let photo = [10, 11, 12, 13, 14, 0, 16, 17]
    let result = try evaluation(
      [photo, [0], [1]], "path,person\n0.jpg,Ada\n1.jpg,Ada\n2.jpg,Ben\n")
    #expect(result.score.pairwise.recall == 1)
  }

  @Test func aBoxTellsFacesOfOnePhotoApart() throws {
    let result = try evaluation(
      [[0, 1], [1], [0]],
      """
      \u{FEFF}person,path,left,top,right,bottom\r
      "Ben, B.",0.jpg,105,12,178,88\r
      Ada,0.jpg,2,12,78,88\r
      "Ben, B.",1.jpg,,,,\r
      Ada,/photos/2.jpg,,,,\r
      """)
    #expect(result.failures.isEmpty)
    #expect(result.score.pairwise.precision == 1)
    #expect(result.score.sameFrameImpurity == 0)
    #expect(result.people == ["Ada", "Ben, B."])
  }

  @Test func labelsThatFitNothingAreToldOf() throws {
    let result = try evaluation(
      [[0], [0]],
      """
      path,person,top,right,bottom,left
      0.jpg,Ada,,,,
      missing.jpg,Ada,,,,
      1.jpg,Ada,100,990,190,900
      0.jpg,Ben,,,,
      """)
    #expect(result.failures.map(\.reason) == ["unknown", "no-face", "contradiction"])
    #expect(result.score.faces == 1)
    #expect(throws: EvaluationError.self) {
      try evaluation([[0]], "path,person\nmissing.jpg,Ada\n")
    }
  }

  @Test(arguments: [
    ("", 1), ("a,b\n", 1), ("path,person,top\n", 1), ("path,person\n", 2),
    ("path,person\n\na.jpg\n", 3), ("path,person\na.jpg,\n", 2), ("path,person\n\"a.jpg,x\n", 2),
    ("path,person,top,right,bottom,left\na.jpg,x,1,2,3,y\n", 2),
    ("path,person,top,right,bottom,left\na.jpg,x,9,2,3,1\n", 2),
  ])
  func wrongLabelsAreErrorsWithTheirLine(text: String, line: Int) throws {
    let error = #expect(throws: LabelError.self) { try LabelFile(text: text) }
    #expect(error?.line == line)
  }
}
