import ArgumentParser
import SystemPackage
import WhoWhere

struct Metadata: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "When, where, who and what: what files say of it, and what you know.",
    discussion: """
      `wwww index` reads EXIF, IPTC and XMP, XMP sidecars, the JSON of Google Takeout, of exiftool and \
      osxphotos, Apple's Photo Details.csv, what instaloader leaves, and dates in the names of files \
      and folders. Every value keeps where it comes from; of several dates or places the most trusted \
      counts: your table, EXIF, a video's container, IPTC, XMP, sidecars, Takeout, Apple, instaloader, \
      EXIF's date of change, the file's name, the folder's. `wwww query contradictions` lists where \
      they disagree, `wwww media PATH` shows all about one file.
      """, subcommands: [MetadataImport.self])
}

struct MetadataImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract:
      "Take in a CSV file of what you know: path,date,latitude,longitude,place,event,source.",
    discussion: """
      path names a photo, a video or a folder, as the case shows it or beside the table; any of the \
      other columns may be missing, and any field empty. Dates are days or moments, UTC unless they \
      say otherwise. source says where you have it from. What a table says takes the place of what a \
      table said of the same thing before, and is trusted most.
      """)

  @Argument(help: "The CSV file.")
  var file: String

  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  func run() throws {
    let result = try MetadataTable(FilePath(file)).save(into: try caseOptions.open())
    say(
      "\(Count.of(result.media, "photo or video", "photos and videos")) in the table, "
        + "\(result.changed) changed")
    try report(result.failures)
  }
}
