import Domain
import FaceVision
import Testing

/// XMP as other programs write it.
@Suite struct SidecarTests {
  private func xmp(_ properties: String) -> [UInt8] {
    Array(
      """
      <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
        xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
        xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:exif="http://ns.adobe.com/exif/1.0/"
        xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
        xmlns:xmp="http://ns.adobe.com/xap/1.0/"
        xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
        xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"
        xmlns:stDim="http://ns.adobe.com/xap/1.0/sType/Dimensions#"
        xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#"
        xmlns:MP="http://ns.microsoft.com/photo/1.2/"
        xmlns:MPRI="http://ns.microsoft.com/photo/1.2/t/RegionInfo#"
        xmlns:MPReg="http://ns.microsoft.com/photo/1.2/t/Region#">
        \(properties)
      </rdf:Description></rdf:RDF></x:xmpmeta>
      """.utf8)
  }

  private func regions(_ width: Int, _ height: Int, _ type: String = "Face") -> String {
    """
    <mwg-rs:Regions rdf:parseType="Resource">
      <mwg-rs:AppliedToDimensions stDim:w="\(width)" stDim:h="\(height)" stDim:unit="pixel"/>
      <mwg-rs:RegionList><rdf:Bag><rdf:li><rdf:Description mwg-rs:Name="Ada" mwg-rs:Type="\(type)">
        <mwg-rs:Area stArea:x="0.25" stArea:y="0.5" stArea:w="0.1" stArea:h="0.2"
          stArea:unit="normalized"/></rdf:Description></rdf:li></rdf:Bag></mwg-rs:RegionList>
    </mwg-rs:Regions>
    """
  }

  private func read(
    _ properties: String,
    _ picture: StoredPicture? = StoredPicture(
      width: 400, height: 200, orientation: 1)
  ) throws -> EmbeddedMetadata {
    try EmbeddedMetadata(sidecar: xmp(properties), called: "a.xmp", of: picture)
  }

  @Test func textsDatesAndPlaces() throws {
    let read = try read(
      """
      <dc:description><rdf:Alt><rdf:li xml:lang="x-default">Ein
      Fest</rdf:li></rdf:Alt></dc:description>
      <photoshop:DateCreated>2024-05-01T18:30+02:00</photoshop:DateCreated>
      <photoshop:City>Wien</photoshop:City><photoshop:Country>AT</photoshop:Country>
      <exif:GPSLatitude>48,12.5N</exif:GPSLatitude><exif:GPSLongitude>16,30,0W</exif:GPSLongitude>
      <Iptc4xmpExt:Event><rdf:Alt><rdf:li xml:lang="x-default">Fest</rdf:li></rdf:Alt></Iptc4xmpExt:Event>
      <Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Ada, Countess</rdf:li><rdf:li>Ben</rdf:li></rdf:Bag>
      </Iptc4xmpExt:PersonInImage>
      """)
    #expect(read.problem == nil)
    #expect(
      read.values.map { "\($0.property) \($0.text)" } == [
        "date 2024-05-01T16:30:00Z", "position 48.208333333333336,-16.5", "place Wien, AT",
        "caption Ein Fest", "event Fest", "person Ada, Countess", "person Ben",
      ])
    #expect(read.values.allSatisfy { $0.source == .sidecar && $0.origin.hasPrefix("a.xmp ") })
  }

  @Test func aRegionIsOfTheStoredPictureGivenByItsCenter() throws {
    #expect(
      try read(regions(4000, 2000)).values.map(\.box) == [
        FaceBox(top: 80, right: 120, bottom: 120, left: 80)
      ])
  }

  @Test func aRegionIsTurnedByTheOrientationUnlessItWasMadeForTheUprightPicture() throws {
    let lying = StoredPicture(width: 400, height: 200, orientation: 6)
    // x 0.2–0.3, y 0.4–0.6 of the stored 400 × 200, turned to the right.
    #expect(
      try read(regions(4000, 2000), lying).values.map(\.box) == [
        FaceBox(top: 80, right: 120, bottom: 120, left: 80)
      ])
    #expect(
      try read(regions(2000, 4000), lying).values.map(\.box) == [
        FaceBox(top: 160, right: 60, bottom: 240, left: 40)
      ])
  }

  @Test func aRegionOfAnotherShapeOfThePictureHasANameOnly() throws {
    let values = try read(regions(1000, 900)).values
    #expect(values.map(\.text) == ["Ada"] && values.map(\.box) == [nil])
    #expect(try read(regions(4000, 2000), nil).values.map(\.box) == [nil])
    #expect(try read(regions(4000, 2000, "Pet")).values.isEmpty)
  }

  @Test func microsoftsRegionsAreGivenByTheirCorner() throws {
    let read = try read(
      """
      <MP:RegionInfo rdf:parseType="Resource"><MPRI:Regions><rdf:Bag>
        <rdf:li MPReg:Rectangle="0.1, 0.2, 0.3, 0.4" MPReg:PersonDisplayName="Ada"/>
        <rdf:li MPReg:Rectangle="nan, x, 0.3" MPReg:PersonDisplayName="Ben"/>
      </rdf:Bag></MPRI:Regions></MP:RegionInfo>
      """)
    #expect(read.values.map(\.text) == ["Ada", "Ben"])
    #expect(
      read.values.map(\.box) == [FaceBox(top: 40, right: 160, bottom: 120, left: 40), nil])
  }

  @Test func nonsenseIsNoValue() throws {
    let read = try read(
      """
      <photoshop:DateCreated>2024-02-30T18:30:00</photoshop:DateCreated>
      <xmp:CreateDate>yesterday</xmp:CreateDate>
      <exif:GPSLatitude>95,12.5N</exif:GPSLatitude><exif:GPSLongitude>16,61,0W</exif:GPSLongitude>
      <photoshop:City> </photoshop:City>
      \(regions(4000, 2000).replacing("0.25", with: "inf"))
      """)
    #expect(read.values.map(\.property) == [.person])
    #expect(read.values.map(\.box) == [nil])
  }

  @Test func whatIsCutOrHugeIsSaid() throws {
    let whole = xmp("<photoshop:City>Wien</photoshop:City>")
    for length in [1, whole.count / 2, whole.count - 20] {
      let cut = try EmbeddedMetadata(
        sidecar: Array(whole.prefix(length)), called: "a.xmp", of: nil)
      #expect(cut.problem != nil)
    }
    let name = String(repeating: "ä", count: 100_000)
    let huge = try read("<photoshop:City>\(name)</photoshop:City>")
    #expect(huge.problem?.contains("longer") == true)
    #expect(huge.values.first?.text.count == MetadataValue.longest)
    let many = (0..<40_000).map { "<rdf:li>Person \($0) \($0)</rdf:li>" }.joined()
    let crowd = try read(
      "<Iptc4xmpExt:PersonInImage><rdf:Bag>\(many)</rdf:Bag></Iptc4xmpExt:PersonInImage>")
    #expect(crowd.problem != nil && crowd.values.count > 1000)
  }
}
