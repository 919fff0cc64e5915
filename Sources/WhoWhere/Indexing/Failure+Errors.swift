import CaseStore
import FaceVision
import Files

extension Failure {
  /// Does something that writes a file, and returns what was refused, if anything.
  static func ofRefusal(_ path: String, _ body: () throws -> Void) throws -> [Failure] {
    do { try body() } catch let refusal as WriteRefusal { return [Failure(of: path, refusal)] }
    return []
  }

  /// What `error` means for the file at `path`.
  public init(of path: String, _ error: any Error) {
    switch error {
    case let error as VisionError:
      self.init(path: path, reason: error.reason.rawValue, message: error.message)
    case let error as FileError:
      self.init(path: path, reason: "unreadable", message: "\(error.reason)")
    case let error as WriteRefusal:
      self.init(path: path, reason: "refused", message: "\(error)")
    default:
      self.init(path: path, reason: "internal", message: "\(error)")
    }
  }
}
