/// Why Graphviz drew nothing, and what to do about it.
public enum GraphvizError: Error, Equatable, CustomStringConvertible, Sendable {
  /// The drawing process could not be started.
  case cannotStart(String)
  /// The layout took longer than allowed.
  case tooSlow(engine: String, seconds: Int)
  /// The process died, most often for want of memory.
  case died(engine: String, reason: String)
  /// Graphviz refused, with its own words.
  case refused(String)

  public var description: String {
    switch self {
    case .cannotStart(let reason):
      "cannot start the drawing process: \(reason)"
    case .tooSlow(let engine, let seconds):
      "\(engine) needed more than \(seconds) s; draw fewer nodes or use sfdp"
    case .died(let engine, let reason):
      "\(engine) stopped (\(reason)), probably for want of memory; draw fewer nodes or use sfdp"
    case .refused(let reason):
      "Graphviz refused to draw: \(reason)"
    }
  }
}
