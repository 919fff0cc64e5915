/// What an iPhone takes where a photo moves: a picture and a clip of one content identifier.
public enum LivePhoto {
  /// The identifier that a picture file has in common with its clip; `nil` where it says none. O(bytes).
  public static func contentIdentifier(ofPicture bytes: [UInt8]) -> String? {
    AppleMakerNote.contentIdentifier(in: bytes)
  }
}
