import CaseStore
import Domain
import FaceClustering
import FaceVision
import Files
import ParallelLoops
import SystemPackage

/// Finds photos that are copies of one another, scaled, encoded anew or cropped, among those that were
/// not compared yet and all others.
///
/// Candidates are photos whose perceptual hashes are near, and those with a face that is all but the
/// same in a place that fits a crop. Each is decided by comparing the pictures themselves
/// (`CopyComparison`); faces in the same place must look alike, and cameras must not say that the
/// pictures were taken at different moments, as those of a burst are.
struct NearCopyPass {
  private let storage: SQLiteCase
  private let jobs: Int
  private let progress: any ProgressReporter

  /// Hashes of copies differ in at most so many bits.
  private static let hashLimit = 10
  /// Faces of copies have at least this cosine; of another picture of a person few have.
  private static let alike = 0.875
  /// Faces in one place of two copies have at least this, however small they were made.
  private static let least = 0.5
  /// So many pictures are kept for comparing.
  private static let kept = 1024

  /// A pass over `storage`.
  init(into storage: SQLiteCase, jobs: Int, progress: any ProgressReporter) {
    self.storage = storage
    self.jobs = jobs
    self.progress = progress
  }

  /// A photo with faces.
  private struct Photo {
    let id: MediaID
    let width, height: Int
    let rows: [Int]
    let hash: PictureHash
    let isNew: Bool
    let date: String?
  }

  /// Compares, and saves what was found.
  ///
  /// - Throws: An error of the case.
  /// - Complexity: O(new · all) for hashes and faces, and a comparison of pixels for each candidate.
  func run() throws {
    let media = try storage.media()
    let known = try storage.pictureHashes()
    let faces = try storage.faces()
    let rows = Dictionary(grouping: 0..<faces.count) { faces.mediaIDs[$0] }
    let paths = Dictionary(
      try storage.files().map { ($0.mediaID, FilePath(bytes: $0.location)) },
      uniquingKeysWith: { first, _ in first })
    // Without faces nothing is counted.
    let shown = media.filter { $0.kind == .photo && !$0.isImported && rows[$0.id] != nil }
    let fresh = shown.filter { known[$0.id] == nil }
    guard !fresh.isEmpty else { return }
    var hashes: [(media: MediaID, hash: UInt64)] = []
    var grays: [MediaID: GrayPicture] = [:]
    for start in stride(from: 0, to: fresh.count, by: 64) {
      let part = Array(fresh[start..<min(start + 64, fresh.count)])
      let read = parallelMap(count: part.count, jobs: jobs) { i in
        Self.gray(part[i], paths[part[i].id])
      }
      for (item, gray) in zip(part, read) {
        guard let gray else { continue }
        hashes.append((item.id, PictureHash(gray).bits))
        if grays.count < Self.kept { grays[item.id] = gray }
      }
      progress.update("Comparing pictures", done: start + part.count, of: fresh.count)
    }
    let found = Dictionary(uniqueKeysWithValues: hashes.map { ($0.media, $0.hash) })
    let dates = try storage.cameraDates()
    let photos = shown.compactMap { item -> Photo? in
      guard let bits = known[item.id] ?? found[item.id] else { return nil }
      return Photo(
        id: item.id, width: item.width, height: item.height, rows: rows[item.id] ?? [],
        hash: PictureHash(bits: bits), isNew: known[item.id] == nil, date: dates[item.id])
    }
    let byID = Dictionary(uniqueKeysWithValues: media.map { ($0.id, $0) })
    var pairs: [(MediaID, MediaID)] = []
    for (original, candidates) in try candidates(photos, faces) {
      let copies = candidates.map(\.copy)
      for photo in [original] + copies where grays[photo.id] == nil {
        if grays.count >= Self.kept { grays.removeAll() }
        grays[photo.id] = byID[photo.id].flatMap { Self.gray($0, paths[$0.id]) }
      }
      guard let gray = grays[original.id] else { continue }
      let comparison = CopyComparison(with: gray)
      let others = copies.map { grays[$0.id] }
      let isCopy = parallelMap(count: candidates.count, jobs: jobs) { i in
        others[i].map {
          Self.isCopy($0, candidates[i], of: original, by: comparison, faces)
        } ?? false
      }
      pairs += zip(copies, isCopy).filter(\.1).map { (original.id, $0.0.id) }
    }
    try storage.save(hashes: hashes, copies: pairs)
    progress.finish()
  }

  /// The luminance of a photo; `nil` where its file cannot be read or is another one now.
  private static func gray(_ media: Media, _ path: FilePath?) -> GrayPicture? {
    guard let path, let bytes = try? readFile(path), bytes.count == media.size,
      let decoded = try? DecodedPicture(
        decoding: bytes,
        reducedBy: Reduction(width: media.width, height: media.height, keeping: 512),
        largest: max(Picture.largestPixelCount, media.width * media.height))
    else { return nil }
    return try? GrayPicture(decoded.picture.upright(from: decoded.metadata.orientation))
  }

  // MARK: Candidates

  /// A photo that may be a copy of a larger one.
  private struct Candidate {
    let copy: Photo
    /// Where it may lie in the larger one, as shares of its width, height and width; `nil` where it may
    /// be the whole.
    var start: (left: Double, top: Double, width: Double)?
  }

  private func candidates(_ photos: [Photo], _ faces: FaceTable) throws
    -> [(original: Photo, [Candidate])]
  {
    var found: [SIMD2<Int>: Candidate] = [:]
    func add(_ a: Int, _ b: Int, _ start: (left: Double, top: Double, width: Double)?) {
      guard photos[a].date == nil || photos[b].date == nil || photos[a].date == photos[b].date
      else { return }
      let key = SIMD2(a, b)
      // The whole is tried first.
      if found[key] == nil || start == nil {
        found[key] = Candidate(copy: photos[b], start: start)
      }
    }
    func isLarger(_ a: Photo, _ b: Photo) -> Bool {
      (a.width * a.height, b.id) >= (b.width * b.height, a.id)
    }
    let near = parallelMap(count: photos.count, chunk: 16, jobs: jobs) { i -> [Int] in
      (0..<i).filter { j in
        guard photos[i].isNew || photos[j].isNew else { return false }
        return photos[i].hash.distance(to: photos[j].hash) <= Self.hashLimit
      }
    }
    for (i, others) in near.enumerated() {
      for j in others {
        let (a, b) = isLarger(photos[i], photos[j]) ? (i, j) : (j, i)
        add(a, b, nil)
      }
    }
    for (first, second) in try similarFaces(photos, faces) {
      let (i, j) = (first.photo, second.photo)
      guard i != j, photos[i].isNew || photos[j].isNew else { continue }
      let (a, b) = isLarger(photos[i], photos[j]) ? (first, second) : (second, first)
      for (original, part) in [(a, b), (b, a)] {
        // The part has the face in the same place, as far as the boxes tell.
        let (box, other) = (faces.boxes[original.row], faces.boxes[part.row])
        let scale = (box.sideLength / other.sideLength)
        let (whole, copy) = (photos[original.photo], photos[part.photo])
        let left: Double = box.middle.x - other.middle.x * scale
        let top: Double = box.middle.y - other.middle.y * scale
        let width = Double(copy.width) * scale
        let height = Double(copy.height) * scale
        let (across, down) = (0.08 * width, 0.08 * height)
        guard left > -across, top > -down, left + width < Double(whole.width) + across,
          top + height < Double(whole.height) + down
        else { continue }
        add(
          original.photo, part.photo,
          (left / Double(whole.width), top / Double(whole.height), width / Double(whole.width)))
        break
      }
    }
    return Dictionary(grouping: found, by: { $0.key.x }).sorted { $0.key < $1.key }.map {
      a, items in
      (photos[a], items.sorted { $0.key.y < $1.key.y }.map(\.value))
    }
  }

  private typealias PhotoFace = (photo: Int, row: Int)

  /// Pairs of faces that are all but the same, at least one of a new photo.
  private func similarFaces(_ photos: [Photo], _ faces: FaceTable) throws
    -> [(PhotoFace, PhotoFace)]
  {
    var pairs: [(PhotoFace, PhotoFace)] = []
    let all = photos.indices.flatMap { photo in photos[photo].rows.map { (photo: photo, row: $0) } }
    for encoder in Set(all.map { faces.encoders[$0.row] }).sorted(by: { $0.rawValue < $1.rawValue })
    {
      let own = all.filter { faces.encoders[$0.row] == encoder }
      let ordered = own.filter { !photos[$0.photo].isNew } + own.filter { photos[$0.photo].isNew }
      let start = own.count { !photos[$0.photo].isNew }
      let embeddings = try EmbeddingMatrix(
        ordered.flatMap { Self.unit(faces.embedding($0.row)) })
      let radius = (2 - 2 * Self.alike).squareRoot()
      for list in embeddings.nearPairs(within: radius, from: start, jobs: jobs) {
        pairs += list.map { (ordered[Int($0.first)], ordered[Int($0.second)]) }
      }
    }
    return pairs
  }

  private static func unit(_ embedding: ArraySlice<Float>) -> [Float] {
    let length = embedding.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? embedding.map { $0 / length } : Array(embedding)
  }

  // MARK: Decision

  private static func isCopy(
    _ gray: GrayPicture, _ candidate: Candidate, of original: Photo, by comparison: CopyComparison,
    _ faces: FaceTable
  ) -> Bool {
    let copy = candidate.copy
    let place: (left: Double, top: Double, width: Double)
    if comparison.isWhole(gray) {
      place = (0, 0, 1)
    } else if let start = candidate.start, let found = comparison.part(gray, near: start) {
      place = found
    } else {
      return false
    }
    // Faces in the same place look alike, and there is one.
    let scale = place.width * Double(original.width) / Double(copy.width)
    var isSeen = false
    for row in copy.rows {
      let box = faces.boxes[row]
      func moved(_ value: Int, _ start: Double, _ size: Int) -> Int {
        Int((Double(value) * scale + start * Double(size)).rounded())
      }
      let there = FaceBox(
        top: moved(box.top, place.top, original.height),
        right: moved(box.right, place.left, original.width),
        bottom: moved(box.bottom, place.top, original.height),
        left: moved(box.left, place.left, original.width))
      guard
        let other = original.rows.filter({ faces.encoders[$0] == faces.encoders[row] }).max(by: {
          faces.boxes[$0].overlap(there) < faces.boxes[$1].overlap(there)
        }), faces.boxes[other].overlap(there) >= 0.5
      else { continue }
      let (first, second) = (unit(faces.embedding(row)), unit(faces.embedding(other)))
      let cosine = zip(first, second).reduce(0.0) { sum, pair in sum + Double(pair.0 * pair.1) }
      guard cosine >= least else { return false }
      isSeen = true
    }
    return isSeen
  }
}

extension FaceBox {
  fileprivate var middle: (x: Double, y: Double) {
    (Double(left + right) / 2, Double(top + bottom) / 2)
  }

  /// The side of a square as large.
  fileprivate var sideLength: Double {
    (Double(max(1, width)) * Double(max(1, height))).squareRoot()
  }
}
