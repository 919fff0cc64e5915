import CaseStore
import Drawing
import FaceVision

/// The tiles of a sheet, and the files that could not be shown.
struct FaceTiles {
  /// A tile before its face is cut out.
  struct Plan: Sendable {
    var place: FaceCrops.Place
    var lines: [String]
    var frame: String?
  }

  let tiles: [ContactSheet.Tile]
  let failures: [Failure]

  /// Pixels of a face: sharp in print at the size of a tile.
  private static let side = 256

  /// Cuts out the faces of `plans`; each file that fails is a failure once.
  init(_ plans: [Plan], as format: ContactSheet.Format, jobs: Int) {
    let pictures = FaceCrops.pictures(of: plans.map(\.place), side: Self.side, jobs: jobs)
    var tiles: [ContactSheet.Tile] = []
    var failures: [Failure] = []
    for (plan, picture) in zip(plans, pictures) {
      let lines = plan.lines.map { TerminalText.line($0) }
      do {
        let picture = try picture.get()
        let bytes = try format == .pdf ? picture.jpeg() : picture.png()
        tiles.append(
          .init(
            .picture(bytes, columns: picture.width, rows: picture.height), lines,
            frame: plan.frame))
      } catch {
        let failure = Failure(of: plan.place.path, error)
        if !failures.contains(failure) { failures.append(failure) }
        tiles.append(.init(.message("not shown: \(failure.message)"), lines))
      }
    }
    self.tiles = tiles
    self.failures = failures
  }
}
