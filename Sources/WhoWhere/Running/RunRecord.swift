import FaceVision
import Files
import SystemPackage

extension IndexSettings {
  /// The settings by name, as runs record them.
  func parameters(paths: [FilePath]) -> [String: String] {
    [
      "paths": paths.map(displayName).joined(separator: "\n"), "detector": detector.rawValue,
      "encoder": encoder.rawValue, "min_face": String(smallestFace),
      "rotations": String(triesRotations), "upsample": String(upsample),
      "mirror": String(averagesMirror),
      "every": sampling.description,
    ].merging(frameRate.map { ["fps": "\($0)"] } ?? [:]) { first, _ in first }
  }
}

extension ClusterSettings {
  /// The settings by name, as runs record them.
  var parameters: [String: String] {
    [
      "clustering": method.description, "allow_same_frame": String(allowsSameFrame),
      "min_quality": String(minQuality), "min_size": String(minSize),
    ]
  }
}

extension ModelLibrary {
  /// The SHA-256 of the files that indexing uses.
  func hashes(for settings: IndexSettings) -> [String: String] {
    let used = settings.modelNames
    return Dictionary(
      uniqueKeysWithValues: models.filter { used.contains($0.name) }.map { ($0.file, $0.sha256) })
  }
}

extension Indexer.Report {
  /// The figures by name, as runs record them.
  var counts: [String: Int] {
    [
      "new_media": newMedia, "renewed_media": renewedMedia, "new_faces": newFaces,
      "known_files": knownFiles,
      "duplicate_files": duplicateFiles, "gone_files": goneFiles, "other_files": otherFiles,
      "own_files": ownFiles, "purged_files": purgedFiles, "purged_faces": purgedFaces,
      "video_frames": videoFrames,
      "metadata_files": metadataFiles,
    ]
  }
}

extension PersonFinder.Report {
  /// The figures by name, as runs record them.
  var counts: [String: Int] {
    ["faces": faces, "persons": persons, "unassigned_faces": unassignedFaces]
  }
}
