import CaseStore
import Domain
import FaceVision
import Files
import ParallelLoops
import SystemPackage

/// The faces of some photos, found and encoded without a case.
public struct PhotoFaces: Sendable {
  /// The faces of each photo that could be read, from left to right; photos in the order given.
  public private(set) var faces: [[SearchedFace]] = []
  /// The photos that could not be used.
  public private(set) var failures: [Failure] = []

  /// Finds the faces of `photos`. A photo without a face is a failure.
  ///
  /// - Throws: `VisionError` where a model is missing. Trouble with single photos is in `failures`.
  public init(in photos: [FilePath], models: ModelLibrary, settings: IndexSettings) throws {
    let reader = MediaReader(
      try FaceReaders(models, settings).reader(), settings)
    for photo in photos {
      do {
        let found = try Self.faces(of: photo, reader) { settings.recipe(for: $0, models: models) }
        if found.isEmpty {
          failures.append(
            Failure(path: displayName(photo), reason: "no-face", message: "no face was found"))
        } else {
          faces.append(found)
        }
      } catch {
        failures.append(Failure(of: displayName(photo), error))
      }
    }
  }

  private static func faces(
    of photo: FilePath, _ reader: MediaReader, recipe: (Media.Kind) -> Recipe
  ) throws -> [SearchedFace] {
    let photo = existingPath(photo)
    let content = try reader.read(photo, sha256: "", size: 0, recipe: recipe(.photo))
    guard case .photo(let found) = content else {
      do { _ = try Video(path: photo) } catch let error as VisionError
        where error.reason == .notAVideo
      {
        throw VisionError(.notAPicture, "the content is not a picture")
      }
      throw VisionError(
        .unsupported, "videos cannot be searched for, only photos cut from them")
    }
    return
      found.faces.map { face in
        SearchedFace(photo: photo, box: face.box, encoder: face.encoder, embedding: face.embedding)
      }
      .sorted { ($0.box.left, $0.box.top) < ($1.box.left, $1.box.top) }
  }
}
