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

  /// How probable it is that two groups of faces are one person.
  var samePersonProbability: SamePersonProbability {
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

  /// The distance within which two faces at one place in successive frames are one person's.
  var trackDistance: Double {
    switch self {
    case .dlib: 0.5
    case .sface: 0.9
    }
  }

  /// The radius that DBSCAN takes where none is given: few pairs of strangers are nearer.
  public var defaultRadius: Double {
    switch self {
    case .dlib: 0.36
    case .sface: 0.8
    }
  }

  /// The radii that make sense: with a smaller one hardly anybody is found twice, with a larger one
  /// strangers become one person.
  public var usualRadii: ClosedRange<Double> {
    switch self {
    case .dlib: 0.2...0.6
    case .sface: 0.6...1.1
    }
  }

  /// What is to be said of a radius that was made for another encoder; `nil` where it makes sense.
  public func warning(ofRadius radius: Double) -> String? {
    guard !usualRadii.contains(radius) else { return nil }
    return "a radius of \(radius) hardly makes sense with the encoder \(rawValue) of this case: "
      + "usual are \(usualRadii.lowerBound) to \(usualRadii.upperBound), the default is "
      + "\(defaultRadius)"
  }

  /// The distances of strangers in photos of the press: the median, and the standard deviation
  /// below it.
  var impostors: (median: Double, deviation: Double) {
    switch self {
    case .dlib: (0.82, 0.093)
    case .sface: (1.38, 0.07)
    }
  }
}
