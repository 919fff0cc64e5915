/// What turned a face into numbers. Only embeddings of one encoder can be compared.
public enum EncoderKind: String, Sendable, Codable, CaseIterable {
  /// dlib's ResNet, the encoder of face_recognition.
  case dlib
  /// SFace, a MobileNet.
  case sface

  /// How many numbers an embedding has.
  public var dimensions: Int {
    switch self {
    case .dlib, .sface: 128
    }
  }

  /// The distance within which two faces are usually one person's, in photos of adults who are not
  /// related: what one looks at first when two faces of one place are compared.
  public var usualDistance: Float {
    switch self {
    case .dlib: 0.6
    case .sface: 1.1
    }
  }
}
