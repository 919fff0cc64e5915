import Domain

extension VideoMetadata {
  /// What the container says, each value with its field.
  public var values: [MetadataValue] { Self.values(date: date, place: place) }

  /// What a container says that gives this date and place.
  public static func values(date: String?, place: Place?) -> [MetadataValue] {
    [
      date.flatMap { MetadataValue(.date, $0, .video, "the video's creation time") },
      place.flatMap {
        MetadataValue(
          latitude: $0.latitude, longitude: $0.longitude, .video, "the video's location")
      },
    ].compactMap { $0 }
  }
}
