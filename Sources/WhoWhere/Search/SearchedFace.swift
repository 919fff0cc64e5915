import Domain
import FaceVision
import SystemPackage

/// A face that is looked for.
public struct SearchedFace: Sendable {
  /// The photo it is in.
  public var photo: FilePath
  /// Where, in pixels of the upright picture.
  public var box: FaceBox
  /// What made the embedding.
  public var encoder: EncoderKind
  /// The encoder's numbers.
  public var embedding: [Float]

  /// A face at `box` of `photo`.
  public init(photo: FilePath, box: FaceBox, encoder: EncoderKind, embedding: [Float]) {
    self.photo = photo
    self.box = box
    self.encoder = encoder
    self.embedding = embedding
  }
}
