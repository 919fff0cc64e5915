import Domain
import FaceVision
import Files
import ParallelLoops

extension FaceReaders {
  /// What this machine computes: a fingerprint of the numbers that detector and encoder give for a
  /// picture made of seeded random numbers, after it has been a JPEG file. Two machines with the same fingerprint give the same last
  /// digits, as far as one picture can tell; another build, library or processor shows.
  ///
  /// - Throws: `VisionError` where a detector or encoder cannot be made, or pictures not be decoded.
  public func kernels() throws -> String {
    let side = 320
    var random = SplitMix64(seed: 19)
    // Blocks of random color, smoothed by growing: patterns of all sizes.
    let small = Picture(
      width: 40, height: 40,
      pixels: (0..<40 * 40 * 3).map { _ in UInt8.random(in: 0...255, using: &random) })
    let picture = try Picture(decoding: small.resized(width: side, height: side).jpeg())
    let points: [(Float, Float)] = [(120, 130), (200, 132), (161, 175), (128, 220), (194, 222)]
    let face = DetectedFace(
      box: FaceBox(top: 70, right: 250, bottom: 270, left: 80), score: 1, certainty: 1,
      landmarks: FaceLandmarks(
        .eyesNoseMouth, points: points.map { Landmark(x: $0.0, y: $0.1) }))
    return String(try reader().fingerprint(of: face, in: picture).prefix(12))
  }
}
