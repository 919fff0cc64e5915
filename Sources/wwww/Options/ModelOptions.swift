import ArgumentParser
import FaceVision
import Foundation
import SystemPackage

/// Where the model weights are.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of model weights. (default: $WWWW_MODELS, else ./models, else beside the program)",
      valueName: "dir"))
  var models: String?

  /// The library of weights.
  ///
  /// - Throws: `VisionError` where there is no manifest.
  func library() throws -> ModelLibrary {
    if let named = models ?? ProcessInfo.processInfo.environment["WWWW_MODELS"] {
      return try ModelLibrary(folder: FilePath(named))
    }
    return try ModelLibrary(
      folder: FilePath(shippedFolder("models", holding: "manifest.json") ?? "models"))
  }
}
