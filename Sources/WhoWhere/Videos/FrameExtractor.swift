import CaseStore
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
  /// number: `party.mp4___500.jpg`.
  ///
  /// - Returns: How many frames were written, and the videos that could not be read.
  /// - Throws: `FileError`, `WriteRefusal` where a frame cannot be written.
  public func extract(_ videos: [FilePath], into folder: OutputFolder) throws
    -> (frames: Int, failures: [Failure])
  {
    var frames = 0
    var failures: [Failure] = []
    for (i, path) in videos.enumerated() {
      do {
        let video = try Video(path: path)
        let before = frames
        var number = 0
        while let frame = video.next(from: number) {
          let name = (path.lastComponent?.string ?? "video") + "___\(frame.number).jpg"
          try folder.write(video.picture().jpeg(), to: FilePath(name))
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
