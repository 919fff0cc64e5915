import CaseStore
import Drawing
import FaceVision
import Files
import Foundation
import GraphFormats
import SystemPackage
import TestSupport
import WhoWhere

/// The main job on the sample photos, done once for all tests that look at its results.
struct SampleCase: Sendable {
  let output: FilePath
  let caseFolder: FilePath
  let report: RunReport
  let hashesBefore: [String: String]

  static let photos = ProjectFiles.samples.appending("photos")
  static let shared = Result { try SampleCase() }
  /// Stays until the process ends.
  nonisolated(unsafe) private static var folder: TemporaryFolder?

  private init() throws {
    let folder = try TemporaryFolder()
    Self.folder = folder
    hashesBefore = try Self.hashes()
    output = folder.path.appending("out")
    caseFolder = folder.path.appending("case")
    report = try Self.job(output: output, caseFolder: caseFolder).run()
  }

  static func job(
    _ paths: [FilePath] = [photos], output: FilePath, caseFolder: FilePath, jobs: Int = 2,
    clustering: ClusterSettings = ClusterSettings()
  ) throws -> MainJob {
    MainJob(
      paths, output: output, caseFolder: caseFolder,
      models: try ModelLibrary(folder: ProjectFiles.models),
      indexing: IndexSettings(jobs: jobs), clustering: clustering, renderer: renderer,
      progress: SilentProgress())
  }

  /// The program that draws stands beside the tests.
  static let renderer = DrawingProcess(
    executable: FilePath(
      Bundle.module.bundleURL.deletingLastPathComponent().appendingPathComponent(
        DrawingProcess.programName
      ).path))

  /// SHA-256 of every sample photo.
  static func hashes() throws -> [String: String] {
    var hashes: [String: String] = [:]
    for file in try FileListing(root: photos).files {
      hashes[displayName(file.relativePath)] = try ContentHash.of(file: file.path)
    }
    return hashes
  }
}

/// A CSV file without quoted line breaks, as one dictionary a row.
func rows(_ path: FilePath) throws -> [[String: String]] {
  let lines = String(decoding: try readFile(path), as: UTF8.self).split(separator: "\n")
  let header = fields(lines[0])
  return lines.dropFirst().map {
    Dictionary(uniqueKeysWithValues: zip(header, fields($0)))
  }
}

private func fields(_ line: some StringProtocol) -> [String] {
  var fields = [""]
  var isQuoted = false
  for character in line {
    switch character {
    case "\"": isQuoted.toggle()
    case "," where !isQuoted: fields.append("")
    default: fields[fields.count - 1].append(character)
    }
  }
  return fields
}
