import Domain
import Foundation
import Testing

@Suite struct IdentifierTests {
  @Test func areBareNumbersInTextAndJSON() throws {
    #expect("\(PersonID(7))" == "7" && FaceID("12") == 12 && MediaID("x") == nil)
    let json = try JSONEncoder().encode([PersonID(3), PersonID(1)])
    #expect(String(decoding: json, as: UTF8.self) == "[3,1]")
    #expect(try JSONDecoder().decode([PersonID].self, from: json) == [3, 1])
    #expect([PersonID(3), 1, 2].sorted() == [1, 2, 3])
  }
}
