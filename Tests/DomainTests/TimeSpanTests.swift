import Domain
import Testing

@Suite struct TimeSpanTests {
  @Test func bothEndsAreIncluded() throws {
    let span = try #require(TimeSpan("2024-05-01..2024-05-03"))
    for date in ["2024-05-01T00:00:00Z", "2024-05-03T23:59:59Z", "2024-05-02"] {
      #expect(span.lower <= date && date < span.upper)
    }
    #expect("2024-05-04T00:00:00Z" >= span.upper && "2024-04-30T23:59:59Z" < span.lower)
  }

  @Test(arguments: ["", "2024-13", "24", "2024-05-03..2024-05-01", "a..b", "2024..2025..2026"])
  func refusesWhatIsNoSpan(_ text: String) {
    #expect(TimeSpan(text) == nil)
  }
}
