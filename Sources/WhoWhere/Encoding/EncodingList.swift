import CaseStore
import FaceVision
import Files
import SystemPackage

/// What there is to encode below some folders: requests for `wwww encode`, a line each.
public struct EncodingList: Sendable {
  /// The requests, in the order in which `Indexer` looks at files.
  public private(set) var requests: [EncodingRequest] = []
  /// What could not be looked at.
  public private(set) var failures: [Failure] = []

  /// Lists what is below `paths`. Long videos are divided.
  ///
  /// - Parameters:
  ///   - paths: Files and folders.
  ///   - encoder: What is going to be asked of every machine.
  ///   - minutes: How long a part of a video may be: a multiple of ten.
  public init(_ paths: [FilePath], for encoder: FileEncoder, minutes: Int = 10) {
    let listings = NamedListings(of: paths, excluding: [])
    failures = listings.failures
    for (root, listing, _) in listings.named {
      for problem in listing.problems {
        add(EncodingRequest(problem.path, root: root), encoder) { $0.problem = problem.reason }
      }
      for file in listing.files {
        let request = EncodingRequest(file.path, root: root)
        for (from, to) in Self.parts(of: file.path, length: minutes * 60_000) {
          add(request, encoder) {
            $0.from = from
            $0.to = to
          }
        }
      }
    }
  }

  private mutating func add(
    _ request: EncodingRequest, _ encoder: FileEncoder,
    _ change: (inout EncodingRequest) -> Void
  ) {
    var request = request
    request.recipe = encoder.recipe
    request.kernels = encoder.kernels
    change(&request)
    requests.append(request)
  }

  /// How a file is divided; whole, where it is no long video.
  private static func parts(of path: FilePath, length: Int) -> [(from: Int?, to: Int?)] {
    guard let head = try? readFile(path, limit: Video.signatureLength),
      Video.container(head) != nil
        || PictureFormat.videoExtensions.contains(path.extension?.lowercased() ?? ""),
      let duration = (try? Video(path: path))?.properties.duration, duration > length
    else { return [(nil, nil)] }
    return stride(from: 0, to: duration, by: length).map { from in
      (from, from + length < duration ? from + length : nil)
    }
  }
}
