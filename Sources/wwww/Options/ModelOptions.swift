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
    return try ModelLibrary(folder: FilePath(Self.search() ?? "models"))
  }

  /// `models` in the current folder, or in a folder above the program's.
  private static func search() -> String? {
    func hasManifest(_ folder: String) -> Bool {
      FileManager.default.isReadableFile(atPath: folder + "/manifest.json")
    }
    if hasManifest("models") { return "models" }
    var folder = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
    while let current = folder, current.path != "/" {
      let candidate = current.appendingPathComponent("models").path
      if hasManifest(candidate) { return candidate }
      folder = current.deletingLastPathComponent()
    }
    return nil
  }
}
