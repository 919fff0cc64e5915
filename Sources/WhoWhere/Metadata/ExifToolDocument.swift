import Domain
import FaceVision

/// Metadata as JSON in exiftool's form (`exiftool -j`), which osxphotos writes of Apple's Photos, too:
/// one object for each file, keys with or without their group.
enum ExifToolDocument {
  /// What the document says of a picture; `nil` where it is of another form.
  static func values(_ json: JSONTree, file: String, of picture: StoredPicture?)
    -> [MetadataValue]?
  {
    guard json.isArray, let object = json.items.first, json.items.count == 1,
      object["SourceFile"].isThere || object.keys.contains(where: isGrouped)
    else { return nil }
    // Whatever the group: EXIF, IPTC and XMP say the same thing there.
    func all(_ name: String) -> [JSONTree] {
      object.keys.filter { $0.split(separator: ":").last.map(String.init) == name }.lazy
        .map { object[$0] }.first?.items ?? []
    }
    func first(_ name: String) -> String? { all(name).first?.text }
    var fields: [(key: String, value: String)] = []
    for (key, names) in simple {
      for name in names { fields += all(name).compactMap { $0.text }.map { (key, $0) } }
    }
    let offset = first("OffsetTimeOriginal") ?? first("OffsetTime") ?? ""
    let dates = ["DateTimeOriginal", "CreateDate", "DateCreated"].compactMap { name in
      first(name).flatMap { MetadataDate.utc($0, offset: offset) }
        .flatMap { MetadataValue(.date, $0, .apple, "\(file) \(name)") }
    }
    let position = degrees("GPSLatitude", "S", first).flatMap { latitude in
      degrees("GPSLongitude", "W", first).flatMap {
        MetadataValue(latitude: latitude, longitude: $0, .apple, "\(file) GPSLatitude")
      }
    }
    let start = "Xmp.mwg-rs.Regions/mwg-rs:"
    for (key, name) in [
      ("w", "RegionAppliedToDimensionsW"), ("h", "RegionAppliedToDimensionsH"),
    ] {
      if let size = first(name) {
        fields.append((start + "AppliedToDimensions/stDim:" + key, size))
      }
    }
    for (key, name) in [
      ("Name", "RegionName"), ("Type", "RegionType"), ("Area/stArea:x", "RegionAreaX"),
      ("Area/stArea:y", "RegionAreaY"), ("Area/stArea:w", "RegionAreaW"),
      ("Area/stArea:h", "RegionAreaH"), ("Area/stArea:unit", "RegionAreaUnit"),
    ] {
      for (number, item) in all(name).enumerated() {
        guard let text = item.text else { continue }
        fields.append((start + "RegionList[\(number + 1)]/mwg-rs:\(key)", text))
      }
    }
    return dates + [position].compactMap { $0 }
      + MetadataFields(fields).values(of: picture, xmp: .apple, file: file)
  }

  private static func isGrouped(_ key: String) -> Bool {
    ["EXIF:", "XMP:", "IPTC:", "QuickTime:"].contains { key.hasPrefix($0) }
  }

  private static let simple = [
    ("Xmp.Iptc4xmpExt.PersonInImage", ["PersonInImage"]), ("Xmp.Iptc4xmpExt.Event", ["Event"]),
    ("Xmp.dc.description", ["Description", "ImageDescription", "Caption-Abstract"]),
    ("Xmp.dc.creator", ["Creator", "Artist"]), ("Xmp.iptc.Location", ["Location"]),
    ("Xmp.photoshop.City", ["City"]), ("Xmp.photoshop.State", ["State"]),
    ("Xmp.photoshop.Country", ["Country"]),
  ]

  /// A number with its reference, or degrees, minutes and seconds in words.
  private static func degrees(
    _ name: String, _ negative: Character, _ first: (String) -> String?
  ) -> Double? {
    guard let text = first(name) else { return nil }
    let size: Double?
    if let match = text.firstMatch(of: /(\d+) deg (\d+)' (\d+(?:\.\d+)?)"/),
      let whole = Double(match.1), let minutes = Double(match.2), let seconds = Double(match.3)
    {
      size = whole + minutes / 60 + seconds / 3600
    } else {
      size = Double(text.prefix { !$0.isWhitespace })
    }
    let reference = first(name + "Ref") ?? String(text.suffix(1))
    return size.map { reference.uppercased().first == negative ? -abs($0) : $0 }
  }
}
