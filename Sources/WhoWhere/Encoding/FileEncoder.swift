import CaseStore
import Domain
import FaceVision
import Files
import Foundation
import ParallelLoops
import SystemPackage

/// Encodes files as a stream filter: a request a line in, a document a line out, in the same order.
///
/// What is found in a file is what `Indexer` finds, by the same code. Models are loaded once; memory is
/// bounded by the number of workers.
public struct FileEncoder: Sendable {
  /// What encoding did.
  public struct Report: Sendable, Equatable {
    /// Documents that were written.
    public var documents = 0
    /// Those among them that tell of failures.
    public var failures = 0
  }

  private let readers: FaceReaders
  /// How faces are found; of videos, with the frames that are looked at.
  public let recipe: String
  /// The fingerprint of the arithmetic.
  public let kernels: String

  private var settings: IndexSettings { readers.settings }

  /// An encoder with these models and settings.
  ///
  /// - Throws: `VisionError` where a model is missing or altered.
  public init(_ models: ModelLibrary, _ settings: IndexSettings) throws {
    readers = try FaceReaders(models, settings)
    recipe = settings.recipe(for: .video, models: models).description
    kernels = try readers.kernels()
  }

  /// Encodes what `input` asks for, to its end.
  ///
  /// - Throws: `EncodingError` for a line that is no request or asks for what this machine does not do;
  ///   `FileError` where input or output fail. A bad file is a document, not an error.
  public func run(_ input: FileDescriptor, to output: some ByteSink) throws -> Report {
    let jobs = max(1, settings.jobs)
    let workers = UncheckedReaders(
      try (0..<jobs).map { _ in MediaReader(try readers.reader(), settings) })
    var report = Report()
    let pipeline = Pipeline<EncodingRequest, Result<(line: [UInt8], isFailure: Bool), any Error>>(
      workers: jobs, capacity: jobs
    ) { request, worker in
      Result {
        let document = document(of: request, workers[worker])
        return (try document.line(), document.failure != nil)
      }
    }
    defer { pipeline.close() }
    var pending = 0
    func write(isWaiting: Bool) throws {
      for result in pipeline.results(waiting: isWaiting) {
        let (line, isFailure) = try result.get()
        try output.write(line)
        pending -= 1
        report.documents += 1
        report.failures += isFailure ? 1 : 0
      }
    }
    try LineReader(input, name: "standard input").read { lines, _ in
      for line in lines {
        let request = try EncodingRequest(line: line.bytes, number: line.number)
        try check(request)
        // One that takes long must not let the others pile up behind it.
        if pending >= Self.mostPending * jobs { try write(isWaiting: true) }
        pipeline.submit(request)
        pending += 1
        try write(isWaiting: false)
      }
    }
    try write(isWaiting: true)
    return report
  }

  private static let mostPending = 32

  private func check(_ request: EncodingRequest) throws {
    if let wanted = request.recipe, wanted != recipe {
      throw EncodingError.otherRecipe(wanted: wanted, own: recipe)
    }
    if let wanted = request.kernels, wanted != kernels {
      throw EncodingError.otherKernels(wanted: wanted, own: kernels)
    }
  }

  /// What the file of a request holds.
  private func document(of request: EncodingRequest, _ reader: MediaReader) -> EncodedDocument {
    var request = request
    let path = FilePath(bytes: Array(request.path))
    let absolute = absolutePath(path) ?? path
    request.path = Data(absolute.bytes)
    let stamp = FileStamp(of: absolute)
    var document = EncodedDocument(request, stamp: stamp, kernels: kernels)
    var stage = EncodedDocument.Trouble.Stage.listing
    do {
      guard let stamp, request.problem == nil else {
        document.recipe = Recipe(recipe)
        document.failure = .init(
          stage: stage, reason: "unreadable",
          message: request.problem ?? "\(Errno.noSuchFileOrDirectory)")
        return document
      }
      guard try MediaSearch.promisesMedia(absolute) else {
        document.recipe = Recipe(recipe)
        document.passedOver = MediaSearch.kindOfOther(absolute)
        return document
      }
      stage = .photo
      let isLaterPart = request.from ?? 0 > 0
      // The first part tells what the content is; the others would read the whole file for it.
      let hash = isLaterPart ? "" : try ContentHash.of(file: absolute)
      switch try reader.read(
        absolute, sha256: hash, size: stamp.size,
        recipe: settings.recipe(for: .photo, models: readers.models))
      {
      case .photo(var found):
        if isLaterPart { found.media.sha256 = try ContentHash.of(file: absolute) }
        document.photo = found
      case .video:
        stage = .video
        document.from = request.from
        document.to = request.to
        let candidate = MediaSearch.Candidate(
          path: absolute,
          file: MediaFile(
            sourceID: 0, location: absolute.bytes, path: displayName(absolute), size: stamp.size,
            modified: stamp.modified))
        document.video = try VideoReader(
          [reader], sampling: settings.sampling, keeping: nil, progress: SilentProgress()
        ).parts(
          of: candidate, from: request.from ?? 0, to: request.to, sha256: hash,
          recipe: settings.recipe(for: .video, models: readers.models))
      }
    } catch is OwnOutput {
      document.recipe = Recipe(recipe)
      document.passedOver = PassedOver.own
    } catch {
      let failure = Failure(of: "", error)
      document.recipe = Recipe(recipe)
      document.failure = .init(stage: stage, reason: failure.reason, message: failure.message)
    }
    return document
  }
}
