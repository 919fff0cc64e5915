import CFaceModels

/// SFace: a MobileNet trained with a loss that keeps faces of one person together without forcing
/// the noise among them. Embeddings have length 1.
///
/// Reference: Zhong, Deng, Hu, Zhao, Li, Wen, "SFace: Sigmoid-Constrained Hypersphere Loss for
/// Robust Face Recognition", IEEE Transactions on Image Processing 30, 2021.
public final class SFaceEncoder: FaceEncoder {
  private let network: SFaceNetwork
  private let averagesMirror: Bool

  /// The encoder.
  ///
  /// - Parameters:
  ///   - network: The weights; any number of encoders share them.
  ///   - averagesMirror: Whether an embedding is the mean of the face's and of its mirror image's.
  public init(_ network: SFaceNetwork, averagesMirror: Bool = true) {
    self.network = network
    self.averagesMirror = averagesMirror
  }

  /// Encodes faces of one upright picture, in order.
  ///
  /// - Throws: `VisionError` where memory runs out.
  /// - Complexity: about 7 ms a face and core, twice that with the mirror image.
  public func encode(_ faces: [DetectedFace], in picture: Picture) throws(VisionError)
    -> [EncodedFace]
  {
    var encoded: [EncodedFace] = []
    for face in faces {
      let chip = try FaceAlignment(face.landmarks).chip(of: picture)
      let views = averagesMirror ? [chip, chip.mirrored()] : [chip]
      var sum = [Float](repeating: 0, count: SFaceNetwork.size)
      for feature in try network.features(of: views) {
        for i in sum.indices { sum[i] += feature[i] }
      }
      let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
      encoded.append(
        EncodedFace(
          detection: face, embedding: length > 0 ? sum.map { $0 / length } : sum,
          quality: FaceQuality(face, chip: chip)))
    }
    return encoded
  }
}

/// The weights of SFace, which any number of threads read at once.
public final class SFaceNetwork: @unchecked Sendable {
  private let handle: OpaquePointer
  /// How many numbers a feature has.
  static let size = Int(CFACE_SFACE_SIZE)

  /// Loads the weights.
  ///
  /// - Parameter weights: Path of `face_recognition_sface_2021dec_int8bq.onnx`.
  /// - Throws: `VisionError` where the file is missing or not such a model.
  public init(weights: String) throws(VisionError) {
    handle = try checked(.model) { cface_sface_open(weights, $0) }
  }

  deinit { cface_sface_free(handle) }

  /// The features of aligned faces, in order, not scaled to unit length.
  fileprivate func features(of chips: [Picture]) throws(VisionError) -> [[Float]] {
    let pixels = chips.flatMap(\.pixels)
    var features = [Float](repeating: 0, count: chips.count * Self.size)
    try checked(.internal) {
      cface_sface_encode(handle, pixels, chips.count, &features, $0)
    } as Void
    return chips.indices.map { Array(features[$0 * Self.size..<($0 + 1) * Self.size]) }
  }
}
