import Domain
import FaceVision
import Files
import SystemPackage

/// Dates in the names of files and folders, as cameras, phones and people write them:
/// `IMG_20240501_183000.jpg`, `2024-05-01 18.30.00.jpg`, `2024-05-01_18-30-00_UTC.jpg`,
/// `IMG-20240501-WA0001.jpg`, `2024-05-01 Demo/`, `2024/05/01/`.
///
/// Only whole days of the years 1990 to 2099 count: other numbers are seldom dates. Clocks are taken to
/// show UTC, as those of cameras are.
package enum NameDates {
  /// What the names on the way to a file say.
  ///
  /// - Parameter path: The file, with the folders that say something of it.
  package static func values(of path: FilePath) -> [MetadataValue] {
    var names = path.components.map { displayName(FilePath(root: nil, [$0])) }
    guard let file = names.popLast() else { return [] }
    var values: [MetadataValue] = []
    let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    if let date = date(in: stem), let value = MetadataValue(.date, date, .fileName, file) {
      values.append(value)
    }
    for (i, name) in names.enumerated().reversed() {
      // Folders for years, months and days, one within the other.
      let parts = i >= 2 ? names[i - 2] + "-" + names[i - 1] + "-" + name : name
      let date =
        date(in: name).map { String($0.prefix(10)) }
        ?? (parts.wholeMatch(of: /\d{4}-\d\d-\d\d/) == nil ? nil : self.date(in: parts))
      guard let date, let value = MetadataValue(.date, date, .folderName, name) else { continue }
      values.append(value)
      break
    }
    return values
  }

  /// The first date in a name: a moment where the time stands beside it, else a day.
  package static func date(in name: String) -> String? {
    var rest = name[...]
    while let start = rest.firstIndex(where: \.isWholeNumber) {
      let digits = rest[start...]
      if let match = digits.prefixMatch(
        of:
          /((?:19|20)\d\d)([\-_.]?)(\d\d)\2(\d\d)(?:(?:[\-_ T.]| at )?(\d\d)([\-_.:h]?)(\d\d)\6(\d\d)(?:\d{3})?)?(?![0-9])/
      ), let date = moment(match.output) {
        return date
      }
      rest = digits.drop(while: \.isWholeNumber)
    }
    return nil
  }

  private static func moment(
    _ match: (
      Substring, Substring, Substring, Substring, Substring, Substring?, Substring?, Substring?,
      Substring?
    )
  ) -> String? {
    let (_, year, _, month, day, hour, _, minute, second) = match
    guard let number = Int(year), (1990...2099).contains(number),
      let date = MetadataDate.day(String(year), String(month), String(day))
    else { return nil }
    guard let hour, let minute, let second else { return date }
    return MetadataDate.utc("\(date)T\(hour):\(minute):\(second)Z") ?? date
  }
}
