import Domain
import FaceVision
import Foundation

/// What instaloader leaves beside the pictures of a post: JSON (`.json`, `.json.xz`), the caption
/// (`.txt`), and the place (`_location.txt`).
enum InstaloaderPost {
  /// What the JSON of a post or story says; `nil` where it is none of instaloader's.
  static func values(_ json: JSONTree, file: String) -> [MetadataValue]? {
    guard json["instaloader"].isThere, json["node"].isThere else { return nil }
    let node = json["node"]
    let phone = node["iphone_struct"]
    func value(_ property: MetadataValue.Property, _ text: String?, _ field: String)
      -> MetadataValue?
    {
      text.flatMap { MetadataValue(property, $0, .instaloader, "\(file) \(field)") }
    }
    let seconds = [node["taken_at_timestamp"], node["date"], phone["taken_at"]].lazy
      .compactMap(\.number).first
    let location = node["location"].isThere ? node["location"] : phone["location"]
    let position = ["latitude", "lat"].lazy.compactMap { key -> MetadataValue? in
      guard let latitude = location[key].number,
        let longitude = location[key == "lat" ? "lng" : "longitude"].number
      else { return nil }
      return MetadataValue(
        latitude: latitude, longitude: longitude, .instaloader, "\(file) location")
    }.first
    let caption =
      node["edge_media_to_caption"]["edges"].items.first?["node"]["text"].text
      ?? node["caption"].text ?? phone["caption"]["text"].text
    let link = node["shortcode"].text.flatMap { code in
      code.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
        ? "https://www.instagram.com/p/\(code)/" : nil
    }
    let tagged = node["edge_media_to_tagged_user"]["edges"].items.map { $0["node"]["user"] }
    return [
      value(
        .date, seconds.flatMap { MetadataDate.utc(secondsSince1970: $0) }, "taken_at_timestamp"),
      position, value(.place, location["name"].text, "location"),
      value(.author, node["owner"]["username"].text ?? phone["user"]["username"].text, "owner"),
      value(.caption, caption, "caption"), value(.link, link, "shortcode"),
    ].compactMap { $0 }
      + tagged.compactMap { user in
        let name = user["full_name"].text.flatMap { $0.isEmpty ? nil : $0 }
        return value(.person, name ?? user["username"].text, "edge_media_to_tagged_user")
      }
  }

  /// The caption in a `.txt` file.
  static func caption(_ text: String, file: String) -> [MetadataValue] {
    [MetadataValue(.caption, text, .instaloader, file)].compactMap { $0 }
  }

  /// The place in a `_location.txt` file: its name, then a link to a map with the position.
  static func location(_ text: String, file: String) -> [MetadataValue] {
    let lines = text.split(whereSeparator: \.isNewline)
    var values: [MetadataValue] = []
    if let name = lines.first, !name.contains("://"),
      let value = MetadataValue(.place, String(name), .instaloader, file)
    {
      values.append(value)
    }
    if let match = text.firstMatch(of: /[?&](?:q|ll)=(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)/),
      let latitude = Double(match.1), let longitude = Double(match.2),
      let value = MetadataValue(latitude: latitude, longitude: longitude, .instaloader, file)
    {
      values.append(value)
    }
    return values
  }

  /// The part of a file's name that all files of a post share, `2024-05-01_18-30-00_UTC`; `nil` for
  /// names that instaloader does not give.
  static func stem(of name: String) -> Substring? {
    name.prefixMatch(of: /\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d_UTC/)?.output
  }
}
