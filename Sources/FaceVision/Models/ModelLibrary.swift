import Files
import Foundation
import SystemPackage

/// The folder of model weights, described by its `manifest.json`.
public struct ModelLibrary: Sendable {
  /// One weight file, as the manifest tells.
  public struct Model: Codable, Sendable, Equatable {
    /// A short name.
    public let name: String
    /// The file's name in the folder.
    public let file: String
    /// Its SHA-256, 64 hexadecimal digits.
    public let sha256: String
    /// Its size.
    public let bytes: Int
    /// The terms under which it may be used.
    public let license: String
    /// What it is for.
    public let purpose: String
  }

  /// Whether a weight file is what the manifest promises.
  public enum State: String, Sendable, CaseIterable {
    case good, missing, altered
  }

  private struct Manifest: Decodable { let models: [Model] }

  /// Where the weights are.
  public let folder: FilePath
  /// The weights, in the manifest's order.
  public let models: [Model]

  /// Reads the manifest in `folder`.
  ///
  /// - Throws: `VisionError` where there is none or it cannot be understood.
  public init(folder: FilePath) throws {
    let manifest = folder.appending("manifest.json")
    let bytes: [UInt8]
    do { bytes = try readFile(manifest) } catch {
      throw VisionError(
        .model,
        "\(error). The models' folder is ./models, or the one beside the program; "
          + "name another with --models or WWWW_MODELS")
    }
    do {
      models = try JSONDecoder().decode(Manifest.self, from: Data(bytes)).models
    } catch {
      throw VisionError(.model, "\(displayName(manifest)) is not a manifest of models: \(error)")
    }
    self.folder = folder
  }

  /// Whether a weight file is there and unaltered.
  ///
  /// - Complexity: O(bytes): the whole file is hashed.
  /// - Throws: `FileError` where the file is there and cannot be read.
  public func state(of model: Model) throws -> State {
    let path = folder.appending(model.file)
    let hash: String
    do { hash = try ContentHash.of(file: path) } catch let error as FileError
      where error.reason == .noSuchFileOrDirectory
    {
      return .missing
    }
    return hash == model.sha256 ? .good : .altered
  }

  /// The path of the model called `name`, once its hash has been checked.
  ///
  /// - Throws: `VisionError` where the file is missing or altered.
  public func path(of name: String) throws -> String {
    guard let model = models.first(where: { $0.name == name }) else {
      throw VisionError(.model, "the manifest in \(displayName(folder)) has no model \(name)")
    }
    let path = displayName(folder.appending(model.file))
    switch try state(of: model) {
    case .good: return path
    case .missing: throw VisionError(.model, "\(path) is missing")
    case .altered:
      throw VisionError(
        .model, "\(path) is not the file that the manifest names")
    }
  }
}
