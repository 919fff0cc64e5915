/// Why nothing was drawn, and what to do about it.
public enum DrawingError: Error, Equatable, CustomStringConvertible, Sendable {
  /// The drawing process could not be started.
  case cannotStart(String)
  /// The drawing took longer than allowed; `what` is the layout, or the kind of drawing.
  case tooSlow(what: String, seconds: Int)
  /// The process died, most often for want of memory.
  case died(what: String, reason: String)
  /// The drawing library refused, with its own words.
  case refused(String)

  public var description: String {
    switch self {
    case .cannotStart(let reason):
      "cannot start the drawing process: \(reason)"
    case .tooSlow(let what, let seconds):
      "\(what) needed more than \(seconds) s; draw less, a graph with fewer nodes or with sfdp"
    case .died(let what, let reason):
      "\(what) stopped (\(reason)), probably for want of memory; draw less, a graph with fewer "
        + "nodes or with sfdp"
    case .refused(let reason):
      "it could not be drawn: \(reason)"
    }
  }
}
