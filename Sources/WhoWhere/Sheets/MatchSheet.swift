import CaseStore
import Drawing
import FaceClustering
import GraphFormats
import ParallelLoops

/// A sheet of what a search found: for every face looked for a section that begins with it, then its
/// matches, nearest first, with their distance, person and file.
public struct MatchSheet: Sendable {
  /// The sheet.
  public let sheet: ContactSheet
  /// The files that could not be shown; their tiles say why.
  public let failures: [Failure]

  /// A sheet of the results of `search`.
  ///
  /// - Complexity: each file with a match is decoded once.
  public init(
    of results: [FaceSearch.Result], from search: FaceSearch, as format: ContactSheet.Format,
    jobs: Int = allCores
  ) {
    var plans: [FaceTiles.Plan] = []
    var sizes: [Int] = []
    // What would come after the last page is not cut out.
    for result in results where plans.count < ContactSheet.mostTiles {
      let looked = result.query.map(Self.plan)
      let found = result.matches.map { Self.plan($0, in: search) }
      sizes.append(looked.count + found.count)
      plans += looked + found
    }
    let drawn = FaceTiles(plans, as: format, jobs: jobs)
    failures = drawn.failures
    let matches = results.reduce(0) { $0 + $1.matches.count }
    var sheet = ContactSheet(
      title: "Search",
      subtitle: "\(count(results.count, "face", "faces")) looked for, "
        + "\(count(matches, "match", "matches")), nearest first",
      footer: "wwww \(programVersion) · the smaller the distance, the likelier it is one person")
    var start = 0
    for (result, size) in zip(results, sizes) {
      sheet.sections.append(
        .init(
          heading: TerminalText.line(result.title),
          tiles: Array(drawn.tiles[start..<start + size])))
      start += size
    }
    if sizes.count < results.count {
      sheet.subtitle += "; the first \(sizes.count) faces are shown"
    }
    self.sheet = sheet
  }

  private static func plan(_ face: SearchedFace) -> FaceTiles.Plan {
    let place = FaceCrops.Place(face)
    return FaceTiles.Plan(
      place: place, lines: ["looked for"] + fileLines(place.path), frame: "#1a1a1a")
  }

  private static func plan(_ match: FaceMatch, in search: FaceSearch) -> FaceTiles.Plan {
    let snapshot = search.snapshot
    let person = snapshot.faces.personIDs[match.face]
    let place = FaceCrops.Place(match.face, of: snapshot)
    let color = person.map(CommunityPalette.color) ?? CommunityPalette.other
    let who = person == nil ? "unidentified" : "person \(search.label(ofPersonOf: match.face))"
    let when = place.moment.map { " \($0)" } ?? ""
    return FaceTiles.Plan(
      place: place,
      lines: [
        "\(thousandths(match.distance))  \(who)\(when)"
      ] + fileLines(place.path),
      frame: color.hex)
  }
}
