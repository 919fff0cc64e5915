import Foundation
import SystemPackage

/// What `make setup` puts beside the sources.
public enum ProjectFiles {
  /// The project's folder.
  public static let root: FilePath = {
    let here = URL(fileURLWithPath: #filePath)
    return FilePath(
      here.deletingLastPathComponent().appendingPathComponent("../..").standardized.path)
  }()

  /// The model weights.
  public static let models = root.appending("models")
  /// The sample pictures.
  public static let samples = root.appending("samples")

  /// Whether `make setup` has run: tests on real photos need its models and samples.
  public static let areFetched =
    FileManager.default.fileExists(atPath: samples.appending("truth.csv").string)
    && FileManager.default.fileExists(
      atPath: models.appending("dlib_face_recognition_resnet_model_v1.dat").string)
}
