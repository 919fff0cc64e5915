import Domain
import Testing

@Suite struct PlaceTests {
  /// Distances as geographic calculators give them for a sphere of 6371 km.
  @Test func measuresGreatCircles() {
    let vienna = Place(latitude: 48.2082, longitude: 16.3738)
    let sydney = Place(latitude: -33.8688, longitude: 151.2093)
    #expect(abs(vienna.kilometers(to: sydney) - 15_990) < 20)
    #expect(vienna.kilometers(to: vienna) == 0)
    let (west, east) = (Place(latitude: 0, longitude: 179.5), Place(latitude: 0, longitude: -179.5))
    #expect(abs(west.kilometers(to: east) - 111.195) < 0.001)
    #expect(
      abs(
        Place(latitude: 90, longitude: 7).kilometers(to: Place(latitude: -90, longitude: 0))
          - 6371 * Double.pi) < 0.001)
  }

  @Test func anAreaHoldsWhatIsNear() {
    let area = Area(center: Place(latitude: 48.2, longitude: 16.37), kilometers: 5)
    #expect(area.contains(Place(latitude: 48.21, longitude: 16.4)))
    #expect(!area.contains(Place(latitude: 48.3, longitude: 16.37)))
  }
}
