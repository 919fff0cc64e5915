import CaseStore
import Files
import Foundation
import SystemPackage

/// Having the log of a case time-stamped elsewhere.
public struct CustodyStamps {
  private let storage: SQLiteCase

  /// The stamps of `storage`.
  public init(of storage: SQLiteCase) { self.storage = storage }

  /// A request about the last entry, which stands for all before it, and for the manifest, whose hash it
  /// tells.
  ///
  /// - Throws: An error of the case.
  public func request(by who: String) throws -> (entry: CustodyEntry, bytes: [UInt8]) {
    let manifest = MemorySink()
    try CustodyListing(storage).manifest().write(to: manifest, format: .csv, width: nil)
    var details = CustodyDetails()
    (details.who, details.version) = (who, programVersion)
    details.manifest = ContentHash.of(manifest.bytes)
    let entry = try storage.log(CustodyEntry.head, details)
    return (entry, TimeStamp.request(for: entry.text))
  }

  /// Takes in an authority's answer about any entry.
  ///
  /// - Throws: `TimeStamp.Problem` where it is about none, or not signed as it should be.
  public func add(_ response: [UInt8], authorities: FilePath?) throws -> (
    entry: CustodyEntry, stamp: TimeStamp
  ) {
    var problem: any Error = TimeStamp.Problem(description: "the log has no entries")
    for entry in try storage.custodyLog().reversed() {
      do {
        let stamp = try TimeStamp(response: response, of: entry.text, authorities: authorities)
        try storage.keep(stamp: response, of: entry.id)
        return (entry, stamp)
      } catch let found as TimeStamp.Problem {
        // Where one entry is meant, the reason is another than that it is not.
        if !found.description.hasSuffix("something else") { throw found }
        problem = TimeStamp.Problem(
          description: "the time stamp is about no entry of this case's log")
      }
    }
    throw problem
  }
}
