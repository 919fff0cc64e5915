import Domain
import FaceClustering

extension EncoderKind {
  /// What tells whether two groups of faces are one person.
  var samePersonModel: SamePersonModel {
    switch self {
    case .dlib: .dlib
    case .sface: .sface
    }
  }

  /// The distance within which two faces are hardly ever two people's.
  public var sureDistance: Double {
    switch self {
    case .dlib: 0.36
    case .sface: 0.7
    }
  }

  /// The largest distance that two faces can have; a radius of as much joins everybody.
  public var largestDistance: Double {
    switch self {
    case .dlib: 1.5
    case .sface: 2
    }
  }

  /// The distances of strangers in photos of the press: the median, and the standard deviation
  /// below it.
  var strangers: (median: Double, deviation: Double) {
    switch self {
    case .dlib: (0.82, 0.093)
    case .sface: (1.38, 0.07)
    }
  }
}
