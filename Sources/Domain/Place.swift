import Foundation

/// A point on the earth, in degrees on the WGS 84 ellipsoid.
public struct Place: Hashable, Sendable {
  /// North of the equator, −90 to 90.
  public var latitude: Double
  /// East of Greenwich, −180 to 180.
  public var longitude: Double

  /// The point with these coordinates.
  public init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }

  /// The great-circle distance in kilometers, on a sphere of 6371 km (haversine formula).
  public func kilometers(to other: Place) -> Double {
    func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
    let north = sin((radians(other.latitude) - radians(latitude)) / 2)
    let east = sin((radians(other.longitude) - radians(longitude)) / 2)
    let half = north * north + cos(radians(latitude)) * cos(radians(other.latitude)) * east * east
    return 2 * 6371 * asin(min(1, half.squareRoot()))
  }
}

/// A circle on the earth.
public struct Area: Hashable, Sendable {
  /// The center.
  public var center: Place
  /// The radius.
  public var kilometers: Double

  /// The circle around a point.
  public init(center: Place, kilometers: Double) {
    self.center = center
    self.kilometers = kilometers
  }

  /// Whether a point is inside, or on the edge.
  public func contains(_ place: Place) -> Bool { center.kilometers(to: place) <= kilometers }
}
