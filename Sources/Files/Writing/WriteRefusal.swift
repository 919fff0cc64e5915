/// Why something is not written where it was asked for, and what to do instead.
public enum WriteRefusal: Error, Equatable, CustomStringConvertible, Sendable {
  /// The file is an original, a link to one, or a file of the case itself.
  case original(String)
  /// The folder is one that media came from.
  case sourceFolder(String)
  /// The folder lies below one that media came from, and what is in it was not written by the case.
  case foreignFolder(String, below: String)
  /// A file stands there that the case did not write, or that has changed since.
  case foreignFile(String)
  /// The path leads out of the output folder.
  case outside(String, folder: String)
  /// Something that is no file has the name.
  case noFile(String)

  public var description: String {
    switch self {
    case .original(let file):
      "\(file) is an original, or a link to one, and originals are never written to; "
        + "give another place"
    case .sourceFolder(let folder):
      "\(folder) is a folder that photos were taken from, and nothing is written among originals; "
        + "give another folder, which may be a new one inside it"
    case .foreignFolder(let folder, let source):
      "\(folder) is a part of \(source), which photos were taken from, and was not made by wwww; "
        + "give a new folder, or --force"
    case .foreignFile(let file):
      "\(file) exists and was not written for this case, or has changed since; "
        + "give another name, or --force to replace it"
    case .outside(let file, let folder):
      "\(file) would be written outside \(folder), where a link leads; remove the link"
    case .noFile(let file):
      "\(file) is a folder or device, not a file; give the name of a file, or - for standard output"
    }
  }
}
