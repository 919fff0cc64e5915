import CaseStore
import FaceVision
import Files
import SystemPackage
import TestSupport
import WhoWhere

/// A case in a temporary folder, with videos that are composed of sample photos.
final class VideoCase {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Where photos and videos are put.
  var input: FilePath { folder.path.appending("in") }

  /// The case.
  func storage() throws -> SQLiteCase { try SQLiteCase(creatingIn: folder.path.appending("case")) }

  /// A photo of the samples.
  static func photo(_ name: String) throws -> [UInt8] {
    try readFile(ProjectFiles.samples.appending("presidents/\(name)"))
  }

  func put(_ bytes: [UInt8], at name: String) throws {
    try writeAtomically(bytes, to: input.appending(name))
  }

  /// A video that shows each photo for some seconds, 640 × 480 at 25 frames a second.
  func compose(
    _ scenes: [(photo: String, seconds: Int)], to name: String, _ arguments: [String] = []
  )
    throws
  {
    let path = input.appending(name)
    try put([], at: name)
    var inputs: [String] = []
    var filter = ""
    for (i, scene) in scenes.enumerated() {
      inputs += [
        "-loop", "1", "-framerate", "25", "-t", "\(scene.seconds)", "-i",
        ProjectFiles.samples.appending("presidents/\(scene.photo)").string,
      ]
      filter +=
        "[\(i)]scale=640:480:force_original_aspect_ratio=decrease,"
        + "pad=640:480:(ow-iw)/2:(oh-ih)/2,setsar=1[v\(i)];"
    }
    filter +=
      scenes.indices.map { "[v\($0)]" }.joined()
      + "concat=n=\(scenes.count),format=yuv420p"
    try VideoComposer.run(
      inputs + ["-filter_complex", filter, "-c:v", "libx264", "-preset", "ultrafast"] + arguments
        + [path.string])
  }

  /// Indexes what was put in.
  @discardableResult
  func index(_ settings: IndexSettings = IndexSettings(jobs: 2)) throws -> Indexer.Report {
    try IndexJob(
      [input], caseFolder: folder.path.appending("case"),
      models: try ModelLibrary(folder: ProjectFiles.models), settings: settings,
      progress: SilentProgress()
    ).run()
  }

  /// Finds persons.
  @discardableResult
  func cluster(_ settings: ClusterSettings = ClusterSettings(jobs: 2)) throws
    -> PersonFinder.Report
  {
    try ClusterJob(on: storage(), settings: settings, progress: SilentProgress()).run()
  }
}
