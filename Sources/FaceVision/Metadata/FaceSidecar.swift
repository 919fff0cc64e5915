import CExiv2
import Domain
import Foundation

/// An XMP sidecar that tells other programs who is where in a picture: regions of the Metadata Working
/// Group (Guidelines 2.0, section 5.9), the names as `Iptc4xmpExt:PersonInImage`, and what only this
/// program knows of each face in a namespace of its own.
public struct FaceSidecar: Sendable {
  /// A face.
  public struct Face: Sendable, Equatable {
    /// Where it is, in pixels of the upright picture.
    public var box: FaceBox
    /// Whose face it is.
    public var person: PersonID
    /// The name that somebody gave or confirmed.
    public var name: String?
    /// A name that nobody confirmed.
    public var unconfirmedName: String?
    /// How probable it is that the face is the person's; `nil` where that is not known.
    public var confidence: Double?

    /// A face with these values.
    public init(
      box: FaceBox, person: PersonID, name: String? = nil, unconfirmedName: String? = nil,
      confidence: Double? = nil
    ) {
      self.box = box
      self.person = person
      self.name = name
      self.unconfirmedName = unconfirmedName
      self.confidence = confidence
    }
  }

  /// The faces, in the order in which they are written.
  public var faces: [Face]
  /// The size of the upright picture.
  public var width, height: Int
  /// The EXIF orientation, 1–8, of the stored picture, which regions refer to.
  public var orientation: Int
  /// The program that says so.
  public var tool: String

  /// A sidecar with these values.
  public init(faces: [Face], width: Int, height: Int, orientation: Int, tool: String) {
    self.faces = faces
    self.width = width
    self.height = height
    self.orientation = orientation
    self.tool = tool
  }

  /// The file's content.
  ///
  /// - Throws: `VisionError` where exiv2 cannot write it.
  /// - Complexity: O(faces).
  public func bytes() throws(VisionError) -> [UInt8] {
    let stored = StoredPicture(
      uprightWidth: width, uprightHeight: height, orientation: orientation)
    // C texts that outlive the call.
    var texts: [UnsafeMutablePointer<CChar>] = []
    defer { for text in texts { free(text) } }
    func text(_ name: String?) -> UnsafePointer<CChar>? {
      guard let name = name.flatMap({ MetadataValue(.person, $0, .sidecar, tool) })?.text,
        let copy = strdup(name)
      else { return nil }
      texts.append(copy)
      return UnsafePointer(copy)
    }
    let raw = faces.map { face in
      let region = FaceRegion(face.box, width: width, height: height).stored(as: orientation)
      return cexiv2_face(
        x: (region.left + region.right) / 2, y: (region.top + region.bottom) / 2,
        width: region.right - region.left, height: region.bottom - region.top,
        name: text(face.name), proposed_name: text(face.unconfirmedName),
        person: Int64(face.person.rawValue), confidence: face.confidence ?? -1)
    }
    var out: UnsafeMutablePointer<UInt8>?
    var count = 0
    try checked(.internal) {
      cexiv2_make_sidecar(
        raw, raw.count, Int32(clamping: stored.width), Int32(clamping: stored.height), tool, &out,
        &count, $0)
    } as Void
    defer { free(out) }
    return Array(UnsafeBufferPointer(start: out, count: count))
  }
}
