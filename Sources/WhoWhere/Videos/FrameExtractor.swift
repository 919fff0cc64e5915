import CaseStore
import Domain
import FaceVision
import Files
import SystemPackage

/// Cuts videos into pictures.
public struct FrameExtractor {
  private let step: Int
  private let progress: any ProgressReporter

  /// An extractor of every `step`-th frame.
  public init(every step: Int, progress: any ProgressReporter) {
    self.step = step
    self.progress = progress
  }

  /// Writes frames of `videos` into `folder` as JPEG files, named by the video and the frame's
  /// number: `party.mp4___500.jpg`. Each video has a folder of its own there, so that two of one name
  /// stay apart; one that is named twice is cut once.
  ///
  /// - Returns: How many frames were written, and the videos that could not be read.
  /// - Throws: `FileError`, `WriteRefusal` where a frame cannot be written.
  public func extract(_ videos: [FilePath], into folder: OutputFolder) throws
    -> (frames: Int, failures: [Failure])
  {
    var frames = 0
    var done: Set<String> = []
    var failures: [Failure] = []
    for (i, path) in videos.enumerated() {
      do {
        let video = try Video(path: path)
        let name = path.lastComponent?.string ?? "video"
        let own = FrameFolder.name(video: name, sha256: try ContentHash.of(file: path))
        guard done.insert(own).inserted else { continue }
        let target = try folder.folder(FilePath(own))
        let before = frames
        var number = 0
        while let frame = video.next(from: number) {
          try target.write(
            video.picture().jpeg(),
            to: FilePath(FrameName(video: name, number: frame.number).fileName))
          frames += 1
          number = (frame.number / step + 1) * step
        }
        if frames == before {
          throw VisionError(.damaged, "no frame of the video can be decoded")
        }
      } catch let error as VisionError {
        failures.append(Failure(of: displayName(path), error))
      }
      progress.update("Cutting videos", done: i + 1, of: videos.count)
    }
    progress.finish()
    return (frames, failures)
  }
}
