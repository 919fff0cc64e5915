import GraphFormats
import Testing

struct TimeTextTests {
  static let known: [(Int64, String)] = [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999Z"),
    (951_782_400_000, "2000-02-29T00:00:00Z"), (1_714_555_800_007, "2024-05-01T09:30:00.007Z"),
    (-62_135_596_800_000, "0001-01-01T00:00:00Z"), (253_402_300_799_000, "9999-12-31T23:59:59Z"),
  ]

  @Test(arguments: known.indices) func bothWays(index: Int) {
    let (time, text) = Self.known[index]
    #expect(TimeText.dateTime(time) == text)
    #expect(TimeText.milliseconds(text) == time)
  }

  @Test func otherForms() {
    #expect(TimeText.date(1_714_555_800_007) == "2024-05-01")
    #expect(TimeText.milliseconds("2024-05-01") == 1_714_521_600_000)
    #expect(TimeText.milliseconds("2024-05-01T11:30:00+02:00") == 1_714_555_800_000)
    #expect(TimeText.milliseconds("2024-05-01 09:30") == 1_714_555_800_000)
    #expect(TimeText.milliseconds("1714555800000.0") == 1_714_555_800_000)
    for bad in ["", "soon", "2024-13-01", "2024-05", "2024-05-01T", "2024-05-01T99:00:00", "nan"] {
      #expect(TimeText.milliseconds(bad) == nil, "\(bad)")
    }
  }
}
