import CaseStore
import Domain
import FaceVision
import Files
import Foundation
import ParallelLoops
import SystemPackage

/// The part of a case that a report shows, and its pictures without the faces of anybody else.
public final class ReportCase: Sendable {
  /// A picture of the report.
  public struct Shown: Sendable {
    /// The photo or video.
    public var media: MediaID
    /// The moment of a video.
    public var time: Int?
    /// The whole picture, as JPEG without metadata; a reason where there is none.
    public var picture: Result<[UInt8], any Error>
    /// The faces in it that are shown, cut out, as JPEG.
    public var faces: [(face: FaceID, person: PersonID?, jpeg: [UInt8])]
  }

  /// How large pictures are at most.
  public static let side = 1600
  /// How large faces are.
  public static let faceSide = 144
  /// The most moments of one video that are shown as whole pictures.
  public static let mostMoments = 40

  /// The part, in memory.
  public let storage: SQLiteCase
  /// Reads the part.
  public let reader: CaseReader
  /// Everything that the part says.
  public let snapshot: CaseSnapshot
  /// What was selected.
  public let selection: ReportSelection
  private let hiding: FaceHiding?
  /// Where faces are that must not be seen, by media and moment.
  private let hidden: [MediaID: [(time: Int?, box: FaceBox)]]
  private let jobs: Int

  /// The part of `storage` that `selection` takes.
  ///
  /// - Throws: `VisionError` where the detector's weights are missing, and faces are to be hidden;
  ///   `QueryError` for an unknown event.
  public init(
    of storage: SQLiteCase, _ selection: ReportSelection, models: ModelLibrary?,
    jobs: Int = allCores
  ) throws {
    self.selection = selection
    self.jobs = jobs
    let filter = selection.filter
    let media = try CaseReader(in: storage.folder).media(
      event: filter.event, since: filter.since, until: filter.until, area: filter.area)
    let part = try storage.reduced(
      to: CaseReduction(
        media: media, persons: selection.persons.isEmpty ? nil : selection.persons,
        minConfidence: selection.minConfidence, keepsNobody: selection.showsAll))
    self.storage = part
    reader = try CaseReader(inMemory: part)
    try part.findCommunities(reader)
    snapshot = try CaseSnapshot(of: part)
    if selection.showsAll {
      hiding = nil
      hidden = [:]
    } else {
      guard let models else {
        throw VisionError(.model, "the models are needed to hide faces; name them with --models")
      }
      hiding = FaceHiding(
        try YuNetNetwork(weights: try models.path(of: IndexSettings.yunet)))
      let shown = Set(snapshot.faces.ids)
      let all = try storage.faces(withEmbeddings: false)
      var hidden: [MediaID: [(time: Int?, box: FaceBox)]] = [:]
      for row in 0..<all.count where !shown.contains(all.ids[row]) {
        hidden[all.mediaIDs[row], default: []].append((all.times[row], all.boxes[row]))
      }
      self.hidden = hidden
    }
  }

  /// The path under which a photo or video is shown.
  public func path(of media: MediaID) -> String {
    snapshot.media.firstIndex { $0.id == media }.map(snapshot.path(of:)) ?? ""
  }

  /// Makes all pictures, some files at a time, and hands each to `body`, in the order of media.
  ///
  /// - Throws: What `body` throws.
  /// - Complexity: each file is read once; memory for some pictures a thread.
  public func pictures(
    progress: any ProgressReporter = SilentProgress(), _ body: (Shown) throws -> Void
  ) throws {
    var rows: [Int: [Int]] = [:]
    for row in 0..<snapshot.faces.count where snapshot.faceMedia[row] >= 0 {
      rows[snapshot.faceMedia[row], default: []].append(row)
    }
    let rowsOfMedia = rows
    let step = max(1, jobs) * 4
    for start in stride(from: 0, to: snapshot.media.count, by: step) {
      let end = min(start + step, snapshot.media.count)
      let made = parallelMap(count: end - start, jobs: jobs) { i in
        self.pictures(of: start + i, rowsOfMedia[start + i] ?? [])
      }
      for shown in made.joined() { try body(shown) }
      progress.update("Making pictures", done: end, of: snapshot.media.count)
    }
    progress.finish()
  }

  /// The pictures of one file.
  func pictures(of media: Int, _ rows: [Int]) -> [Shown] {
    let item = snapshot.media[media]
    let faces = snapshot.faces
    let moments = Dictionary(grouping: rows) { faces.times[$0] }
    // Moments that show most, and show it best.
    func worth(_ time: Int?) -> (Int, Float) {
      let here = moments[time] ?? []
      return (
        Set(here.compactMap { faces.personIDs[$0] }).count,
        here.map { faces.qualities[$0] }.max() ?? 0
      )
    }
    let whole = Set(
      moments.keys.sorted {
        worth($0) > worth($1) || worth($0) == worth($1) && ($0 ?? 0) < ($1 ?? 0)
      }
      .prefix(Self.mostMoments))
    var places: [FaceCrops.Place] = []
    var owners: [(time: Int?, face: Int?)] = []
    for time in moments.keys.sorted(by: { ($0 ?? 0) < ($1 ?? 0) }) {
      let here = moments[time] ?? []
      guard let first = here.first else { continue }
      if whole.contains(time) {
        var place = FaceCrops.Place(first, of: snapshot)
        place.box = nil
        place.side = Self.side
        places.append(place)
        owners.append((time, nil))
      }
      for row in here {
        var place = FaceCrops.Place(row, of: snapshot)
        place.side = Self.faceSide
        places.append(place)
        owners.append((time, row))
      }
    }
    guard !places.isEmpty else { return [] }
    let made = FaceCrops.pictures(of: places, side: Self.side, jobs: 1) { picture, time in
      try self.hide(in: picture, item.id, time, (moments[time] ?? []).map { faces.boxes[$0] })
    }
    var result: [Shown] = []
    for (owner, picture) in zip(owners, made) {
      let jpeg = Result { try picture.get().jpeg(quality: 85) }
      if let row = owner.face {
        guard case .success(let bytes) = jpeg else { continue }
        if result.last?.time != owner.time || result.isEmpty {
          result.append(
            Shown(media: item.id, time: owner.time, picture: .failure(NotShown()), faces: []))
        }
        result[result.count - 1].faces.append((faces.ids[row], faces.personIDs[row], bytes))
      } else {
        result.append(Shown(media: item.id, time: owner.time, picture: jpeg, faces: []))
      }
    }
    return result
  }

  /// A picture at the size that is shown, without the faces of others.
  private func hide(in picture: Picture, _ media: MediaID, _ time: Int?, _ shown: [FaceBox]) throws
    -> Picture
  {
    let scale = min(1, Double(Self.side) / Double(max(picture.width, picture.height)))
    let small =
      scale < 1
      ? try picture.resized(
        width: max(1, Int((Double(picture.width) * scale).rounded())),
        height: max(1, Int((Double(picture.height) * scale).rounded()))) : picture
    guard let hiding else { return small }
    let known = (hidden[media] ?? []).filter { $0.time == time }.map(\.box)
    func scaled(_ box: FaceBox) -> FaceBox { box.scaled(across: scale, down: scale) }
    return try hiding.hide(in: small, known.map(scaled), showing: shown.map(scaled)).picture
  }

  /// A moment that is not shown as a whole.
  public struct NotShown: Error {}
}
