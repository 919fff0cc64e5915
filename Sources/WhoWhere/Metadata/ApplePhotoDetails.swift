import Domain
import FaceVision

/// The table `Photo Details.csv` that Apple puts beside the pictures of an account's export.
enum ApplePhotoDetails {
  /// The dates by the names of the pictures.
  ///
  /// - Throws: `LabelError` where the table is none.
  static func dates(_ text: String, file: String) throws -> [String: [MetadataValue]] {
    var rows = try CSVRows(text).rows[...]
    guard let header = rows.popFirst()?.fields, let name = header.firstIndex(of: "imgName"),
      let date = header.firstIndex(of: "originalCreationDate")
    else { throw LabelError(1, "the columns imgName and originalCreationDate are missing") }
    var values: [String: [MetadataValue]] = [:]
    for row in rows where row.fields.count > max(name, date) {
      guard let moment = moment(row.fields[date]),
        let value = MetadataValue(.date, moment, .apple, "\(file) originalCreationDate")
      else { continue }
      values[row.fields[name]] = [value]
    }
    return values
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// "Wednesday May 1,2024 6:30 PM GMT".
  static func moment(_ text: String) -> String? {
    guard
      let match = text.wholeMatch(
        of:
          /\s*(?:\w+ )?(\w+) (\d{1,2}),\s?(\d{4}) (\d{1,2}):(\d\d)(?:[ \u{202F}])(AM|PM) (?:GMT|UTC)\s*/
      ),
      let month = months.firstIndex(of: String(match.1)), let day = Int(match.2),
      let hour = Int(match.4), (1...12).contains(hour)
    else { return nil }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let clock = hour % 12 + (match.6 == "PM" ? 12 : 0)
    return MetadataDate.utc(
      "\(match.3)-\(two(month + 1))-\(two(day))T\(two(clock)):\(match.5):00Z")
  }
}
