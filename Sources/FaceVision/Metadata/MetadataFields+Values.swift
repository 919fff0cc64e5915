import Domain

extension MetadataFields {
  /// What the fields say, in the order of trust within each source.
  ///
  /// - Parameters:
  ///   - picture: The picture that regions refer to; `nil` where there is none, as for videos.
  ///   - xmp: Where the XMP comes from.
  ///   - file: The file they stand in, where that is another than the picture.
  package func values(of picture: StoredPicture?, xmp: MetadataSource, file: String? = nil)
    -> [MetadataValue]
  {
    func origin(_ field: String) -> String { file.map { "\($0) \(field)" } ?? field }
    func all(_ property: MetadataValue.Property, _ key: String, _ source: MetadataSource)
      -> [MetadataValue]
    {
      self[key].compactMap { MetadataValue(property, $0, source, origin(Self.short(key))) }
    }
    var values: [MetadataValue] = []
    if let day = first("Iptc.Application2.DateCreated") {
      let time = first("Iptc.Application2.TimeCreated") ?? ""
      let date = MetadataDate.utc("\(day) \(time)") ?? MetadataDate.utc(day)
      values += [date.flatMap { MetadataValue(.date, $0, .iptc, origin("IPTC DateCreated")) }]
        .compactMap { $0 }
    }
    values += Self.dateKeys.flatMap { key in
      self[key].compactMap { MetadataDate.utc($0) }.compactMap {
        MetadataValue(.date, $0, xmp, origin(Self.short(key)))
      }
    }
    if let latitude = first("Xmp.exif.GPSLatitude").flatMap({ Self.degrees($0, "N", "S") }),
      let longitude = first("Xmp.exif.GPSLongitude").flatMap({ Self.degrees($0, "E", "W") }),
      let position = MetadataValue(
        latitude: latitude, longitude: longitude, xmp, origin("exif:GPSLatitude"))
    {
      values.append(position)
    }
    for (source, keys, name) in [
      (MetadataSource.iptc, Self.iptcPlace, "IPTC City"), (xmp, Self.xmpPlace, "photoshop:City"),
    ] {
      let place = keys.compactMap(first).filter { !$0.isEmpty }.joined(separator: ", ")
      if let value = MetadataValue(.place, place, source, origin(name)) { values.append(value) }
    }
    values += all(.caption, "Exif.Image.ImageDescription", .exif)
    values += all(.caption, "Exif.Photo.UserComment", .exif)
    values += all(.caption, "Iptc.Application2.Caption", .iptc)
    values += all(.caption, "Xmp.dc.description", xmp)
    values += all(.author, "Exif.Image.Artist", .exif)
    values += all(.author, "Iptc.Application2.Byline", .iptc)
    values += all(.author, "Xmp.dc.creator", xmp)
    values += all(.event, "Xmp.Iptc4xmpExt.Event", xmp)
    values += all(.person, "Xmp.Iptc4xmpExt.PersonInImage", xmp)
    values += regions(of: picture, xmp: xmp, origin: origin)
    return values
  }

  /// In the order of trust.
  private static let dateKeys = [
    "Xmp.exif.DateTimeOriginal", "Xmp.photoshop.DateCreated", "Xmp.xmp.CreateDate",
    "Xmp.exif.DateTimeDigitized",
  ]
  private static let iptcPlace = ["SubLocation", "City", "ProvinceState", "CountryName"].map {
    "Iptc.Application2." + $0
  }
  private static let xmpPlace = [
    "Xmp.iptc.Location", "Xmp.photoshop.City", "Xmp.photoshop.State", "Xmp.photoshop.Country",
  ]

  /// "exif:DateTimeOriginal" for "Xmp.exif.DateTimeOriginal", "IPTC Caption" for
  /// "Iptc.Application2.Caption".
  private static func short(_ key: String) -> String {
    let parts = key.split(separator: ".")
    guard parts.count == 3 else { return key }
    return switch parts[0] {
    case "Xmp": "\(parts[1]):\(parts[2])"
    case "Iptc": "IPTC \(parts[2])"
    default: "EXIF \(parts[2])"
    }
  }

  /// Degrees as XMP writes them, "48,12.5N" or "48,12,30N".
  static func degrees(_ text: String, _ positive: Character, _ negative: Character) -> Double? {
    guard let match = text.wholeMatch(of: /(\d{1,3}),(\d{1,2}(?:\.\d+)?)(?:,(\d{1,2}))?([A-Z])/),
      let whole = Double(match.1), let minutes = Double(match.2), minutes < 60,
      match.4 == String(positive) || match.4 == String(negative)
    else { return nil }
    let seconds = match.3.flatMap { Double($0) } ?? 0
    guard seconds < 60 else { return nil }
    let size = whole + minutes / 60 + seconds / 3600
    return match.4 == String(negative) ? -size : size
  }

  // MARK: Regions

  /// Names with boxes where it is certain which part of the picture is meant, else names alone.
  private func regions(
    of picture: StoredPicture?, xmp: MetadataSource, origin: (String) -> String
  ) -> [MetadataValue] {
    workingGroupRegions(of: picture).compactMap {
      MetadataValue(.person, $0.name, xmp, origin("mwg-rs:Regions"), box: $0.box)
    }
      + microsoftRegions(of: picture).compactMap {
        MetadataValue(.person, $0.name, xmp, origin("MP:RegionInfo"), box: $0.box)
      }
  }

  private typealias NamedBox = (name: String, box: FaceBox?)

  /// Faces with names of the Metadata Working Group's list: boxes given by their centers.
  private func workingGroupRegions(of picture: StoredPicture?) -> [NamedBox] {
    let start = "Xmp.mwg-rs.Regions/mwg-rs:"
    let applied = (
      first(start + "AppliedToDimensions/stDim:w").flatMap { Double($0) },
      first(start + "AppliedToDimensions/stDim:h").flatMap { Double($0) }
    )
    return items(start + "RegionList[").compactMap { item in
      let type = item["mwg-rs:Type"]?.lowercased() ?? "face"
      guard type == "face", let name = item["mwg-rs:Name"] else { return nil }
      func number(_ key: String) -> Double? {
        item["mwg-rs:Area/stArea:" + key].flatMap { Double($0) }
      }
      let unit = item["mwg-rs:Area/stArea:unit"] ?? "normalized"
      guard let picture, unit == "normalized", let x = number("x"), let y = number("y"),
        let width = number("w"), let height = number("h"),
        let orientation = Self.orientation(of: picture, appliedTo: applied),
        let region = FaceRegion(
          left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2
        ).inside
      else { return (name, nil) }
      let size = picture.uprightSize
      return (
        name, region.upright(from: orientation).box(width: size.width, height: size.height)
      )
    }
  }

  /// Microsoft's: "left, top, width, height".
  private func microsoftRegions(of picture: StoredPicture?) -> [NamedBox] {
    items("Xmp.MP.RegionInfo/MPRI:Regions[").compactMap { item in
      guard let name = item["MPReg:PersonDisplayName"] else { return nil }
      let numbers =
        item["MPReg:Rectangle"]?.split(separator: ",").map {
          Double($0.filter { !$0.isWhitespace })
        } ?? []
      guard let picture, numbers.count == 4, let x = numbers[0], let y = numbers[1],
        let width = numbers[2], let height = numbers[3],
        let region = FaceRegion(left: x, top: y, right: x + width, bottom: y + height).inside
      else { return (name, nil) }
      let size = picture.uprightSize
      return (
        name,
        region.upright(from: picture.orientation).box(width: size.width, height: size.height)
      )
    }
  }

  /// The members of a list of structures, by the keys below each.
  private func items(_ start: String) -> [[String: String]] {
    var items: [Int: [String: String]] = [:]
    for (key, value) in fields where key.hasPrefix(start) {
      let rest = key.dropFirst(start.count)
      guard let end = rest.firstIndex(of: "]"), let number = Int(rest[..<end]) else { continue }
      let name = rest[rest.index(after: end)...].drop { $0 == "/" }
      items[number, default: [:]][String(name)] = value
    }
    return items.sorted { $0.key < $1.key }.map(\.value)
  }

  /// By which orientation regions for a picture of the size they were applied to are turned upright:
  /// that of the file where the size is the stored one's, none where it is the upright one's, and
  /// `nil` where it is neither's, because the picture was cut or turned since.
  private static func orientation(
    of picture: StoredPicture, appliedTo size: (width: Double?, height: Double?)
  ) -> Int? {
    guard let width = size.width, let height = size.height, width > 0, height > 0 else {
      return picture.orientation
    }
    func fits(_ other: (width: Int, height: Int)) -> Bool {
      let ratio = width / height * Double(other.height) / Double(max(1, other.width))
      return abs(ratio - 1) < 0.02
    }
    if fits((picture.width, picture.height)) { return picture.orientation }
    return fits(picture.uprightSize) ? 1 : nil
  }
}
