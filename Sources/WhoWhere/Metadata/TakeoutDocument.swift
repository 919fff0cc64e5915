import Domain
import FaceVision

/// The JSON that Google Takeout puts beside every photo and video of Google Photos.
enum TakeoutDocument {
  /// What the document says; `nil` where it is none of Takeout's.
  static func values(_ json: JSONTree, file: String) -> [MetadataValue]? {
    guard json["photoTakenTime"].isThere || json["geoData"].isThere else { return nil }
    func value(_ property: MetadataValue.Property, _ text: String?, _ field: String)
      -> MetadataValue?
    {
      text.flatMap { MetadataValue(property, $0, .takeout, "\(file) \(field)") }
    }
    // Where somebody corrected the place, `geoData` says so; without one both are zero.
    let position = ["geoData", "geoDataExif"].lazy.compactMap { field -> MetadataValue? in
      guard let latitude = json[field]["latitude"].number,
        let longitude = json[field]["longitude"].number
      else { return nil }
      return MetadataValue(
        latitude: latitude, longitude: longitude, .takeout, "\(file) \(field)")
    }.first
    return [
      value(
        .date,
        json["photoTakenTime"]["timestamp"].number.flatMap {
          MetadataDate.utc(secondsSince1970: $0)
        }, "photoTakenTime"),
      position, value(.caption, json["description"].text, "description"),
      value(.link, json["url"].text, "url"),
    ].compactMap { $0 }
      + json["people"].items.compactMap { value(.person, $0["name"].text, "people") }
  }
}
