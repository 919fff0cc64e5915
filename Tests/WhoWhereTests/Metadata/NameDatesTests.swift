import SystemPackage
import Testing
import WhoWhere

@Suite struct NameDatesTests {
  @Test(
    arguments: [
      ("IMG_20240501_183000", "2024-05-01T18:30:00Z"),
      ("PXL_20240501_183000123", "2024-05-01T18:30:00Z"),
      ("2024-05-01 18.30.00", "2024-05-01T18:30:00Z"),
      ("2024-05-01_18-30-00_UTC_2", "2024-05-01T18:30:00Z"),
      ("Screenshot 2024-05-01 at 18.30.00", "2024-05-01T18:30:00Z"),
      ("20240501183000", "2024-05-01T18:30:00Z"),
      ("IMG-20240501-WA0007", "2024-05-01"), ("2024_05_01", "2024-05-01"),
      ("20240501_1234", "2024-05-01"), ("20240501_256199", "2024-05-01"),
      ("DSC01 2024.05.01", "2024-05-01"),
    ])
  func areFound(_ name: String, _ date: String) { #expect(NameDates.date(in: name) == date) }

  @Test(
    arguments: [
      "IMG_0001", "20241301", "2024-02-30", "1234567890123", "120240501", "19890501", "2024-05",
      "2024", "", "20240501183", "2024-05_01",
    ])
  func otherNumbersAreNone(_ name: String) { #expect(NameDates.date(in: name) == nil) }

  @Test func theNearestFolderCounts() {
    func values(_ path: FilePath) -> [String] {
      NameDates.values(of: path).map { "\($0.source) \($0.text) \($0.origin)" }
    }
    #expect(
      values("2023-01-01/2024-05-01 Demo/a.jpg") == ["folderName 2024-05-01 2024-05-01 Demo"])
    #expect(values("x/2024/05/01/a.jpg") == ["folderName 2024-05-01 01"])
    #expect(
      values("2024-05-02/IMG_20240501_183000.jpg") == [
        "fileName 2024-05-01T18:30:00Z IMG_20240501_183000.jpg",
        "folderName 2024-05-02 2024-05-02",
      ])
    #expect(values("a/b.jpg").isEmpty)
  }
}
