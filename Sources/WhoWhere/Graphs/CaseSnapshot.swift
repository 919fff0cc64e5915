import CaseStore
import Domain

/// Everything a case says about who is where, read once and indexed for graphs and tables.
public struct CaseSnapshot: Sendable {
  /// A person in a media: the edge of the face graph, with its evidence.
  public struct Appearance: Sendable {
    /// Index into `persons`.
    public let person: Int
    /// Index into `media`.
    public let media: Int
    /// Rows of `faces`, rising.
    public let faces: [Int]
  }

  /// Media with at least one file, ordered by their first path.
  public let media: [Media]
  /// The files of each media, ordered by path.
  public let files: [[MediaFile]]
  /// All faces.
  public let faces: FaceTable
  /// The pictures of videos that are known by frames alone, by the times of their faces.
  public let frameFiles: [MediaID: [Int: FrameFile]]
  /// The photo that the clip of a Live Photo belongs to.
  public let livePhotos: [MediaID: MediaID]
  /// Photos of which there are copies, scaled, encoded anew or cropped.
  public let copies: [MediaID: PictureCopy]
  /// The named events with the media of each, rising, by name; those without media are left out.
  public let events: [(name: String, media: [Int])]
  /// What is known of videos alone.
  public let videos: [MediaID: VideoItem]
  /// For faces of videos the last moment at which the picture was the same, where it is not their own.
  let lastMoments: [FaceID: Int]
  /// The media of each face: index into `media`.
  public let faceMedia: [Int]
  /// Persons with at least one face, by rising ID.
  public let persons: [Person]
  /// Who was where, ordered by person and media.
  public let appearances: [Appearance]
  /// The appearances of each person: a range of `appearances`.
  public let appearancesOfPerson: [Range<Int>]

  /// Reads `storage`.
  ///
  /// - Parameters:
  ///   - storage: The case.
  ///   - withEmbeddings: Whether faces will be compared.
  /// - Complexity: O(n log n) for n media, files and faces.
  public init(of storage: SQLiteCase, withEmbeddings: Bool = false) throws {
    let known = Dictionary(uniqueKeysWithValues: try storage.media().map { ($0.id, $0) })
    var indexOfMedia: [MediaID: Int] = [:]
    var media: [Media] = []
    var files: [[MediaFile]] = []
    for file in try storage.files() {
      if let index = indexOfMedia[file.mediaID] {
        files[index].append(file)
      } else if let item = known[file.mediaID] {
        indexOfMedia[file.mediaID] = media.count
        media.append(item)
        files.append([file])
      }
    }
    let faces = try storage.faces(withEmbeddings: withEmbeddings)
    let persons = try storage.persons().filter { $0.faceCount > 0 }
    let indexOfPerson = Dictionary(
      uniqueKeysWithValues: persons.enumerated().map { ($1.id, $0) })

    let videos = try storage.videos()
    var frameFiles: [MediaID: [Int: FrameFile]] = [:]
    for frame in try storage.frameFiles().reversed() where frame.recipe != nil {
      let time = FrameName.time(of: frame.number, rate: videos[frame.mediaID]?.frameRate)
      frameFiles[frame.mediaID, default: [:]][time] = frame
    }
    let faceMedia = faces.mediaIDs.map { indexOfMedia[$0] ?? -1 }
    var rows: [SIMD2<Int>: [Int]] = [:]
    for row in 0..<faces.count {
      guard let person = faces.personIDs[row].flatMap({ indexOfPerson[$0] }) else { continue }
      rows[SIMD2(person, faceMedia[row]), default: []].append(row)
    }
    self.init(
      media: media, files: files, faces: faces, frameFiles: frameFiles,
      livePhotos: try storage.livePhotos(),
      copies: Dictionary(uniqueKeysWithValues: try storage.copies().map { ($0.media, $0) }),
      events: try storage.eventMedia().map { name, ids in
        (name, ids.compactMap { indexOfMedia[$0] }.sorted())
      }, videos: videos,
      lastMoments: videos.isEmpty ? [:] : try storage.lastMoments(), faceMedia: faceMedia,
      persons: persons,
      appearances: rows.map { Appearance(person: $0.x, media: $0.y, faces: $1) }
        .sorted { ($0.person, $0.media) < ($1.person, $1.media) })
  }

  private init(
    media: [Media], files: [[MediaFile]], faces: FaceTable,
    frameFiles: [MediaID: [Int: FrameFile]], livePhotos: [MediaID: MediaID],
    copies: [MediaID: PictureCopy], events: [(name: String, media: [Int])],
    videos: [MediaID: VideoItem], lastMoments: [FaceID: Int], faceMedia: [Int], persons: [Person],
    appearances: [Appearance]
  ) {
    self.media = media
    self.files = files
    self.faces = faces
    self.frameFiles = frameFiles
    self.videos = videos
    self.livePhotos = livePhotos
    self.copies = copies
    self.events = events.filter { !$0.media.isEmpty }
    self.lastMoments = lastMoments
    self.faceMedia = faceMedia
    self.persons = persons
    self.appearances = appearances
    var ranges = [Range<Int>](repeating: 0..<0, count: persons.count)
    var start = 0
    for person in persons.indices {
      var end = start
      while end < appearances.count, appearances[end].person == person { end += 1 }
      ranges[person] = start..<end
      start = end
    }
    appearancesOfPerson = ranges
  }

  /// The same case as if it had only the media for which `isIncluded` holds, and the persons who
  /// are in them. Rows of `faces` stay as they are; those of other media belong to no appearance.
  public func selecting(_ isIncluded: (Media) -> Bool) -> CaseSnapshot {
    let chosen = media.indices.filter { isIncluded(media[$0]) }
    var position = [Int](repeating: -1, count: media.count)
    for (new, old) in chosen.enumerated() { position[old] = new }
    return selecting(position, chosen) { _ in true }
  }

  /// The same case as if it had only the persons for which `isIncluded` holds. Faces of others stay, as
  /// nobody's.
  public func keeping(persons isIncluded: (Person) -> Bool) -> CaseSnapshot {
    guard !persons.allSatisfy(isIncluded) else { return self }
    return selecting(Array(media.indices), Array(media.indices), isIncluded)
  }

  /// - Parameters:
  ///   - position: The new number of each media, −1 for those left out.
  ///   - chosen: The media that stay, in the new order.
  private func selecting(
    _ position: [Int], _ chosen: [Int], _ isIncluded: (Person) -> Bool
  ) -> CaseSnapshot {
    let kept = appearances.filter {
      position[$0.media] >= 0 && isIncluded(persons[$0.person])
    }
    var faceCounts = [Int](repeating: 0, count: persons.count)
    for appearance in kept { faceCounts[appearance.person] += appearance.faces.count }
    let present = persons.indices.filter { faceCounts[$0] > 0 }
    var rank = [Int](repeating: -1, count: persons.count)
    for (new, old) in present.enumerated() { rank[old] = new }
    return CaseSnapshot(
      media: chosen.map { media[$0] }, files: chosen.map { files[$0] }, faces: faces,
      frameFiles: frameFiles, livePhotos: livePhotos, copies: copies,
      events: events.map { name, media in (name, media.map { position[$0] }.filter { $0 >= 0 }) },
      videos: videos, lastMoments: lastMoments,
      faceMedia: faceMedia.map { $0 >= 0 ? position[$0] : -1 },
      persons: present.map { index in
        var person = persons[index]
        person.faceCount = faceCounts[index]
        return person
      },
      appearances: kept.map {
        Appearance(person: rank[$0.person], media: position[$0.media], faces: $0.faces)
      })
  }

  /// The path under which a media is shown: the first of its files.
  public func path(of media: Int) -> String { files[media][0].path }

  /// Every path and the media it leads to, ordered by path.
  public var paths: [(path: String, media: Int)] {
    media.indices.flatMap { i in files[i].map { ($0.path, i) } }.sorted { $0.0 < $1.0 }
  }

  /// The picture that a face is in, where the video itself is not there.
  public func frameFile(ofFace row: Int) -> FrameFile? {
    faces.times[row].flatMap { frameFiles[faces.mediaIDs[row]]?[$0] }
  }

  /// Whether several media may be one occasion.
  var hasOccasions: Bool { !livePhotos.isEmpty || !copies.isEmpty }

  /// For each media the first of its occasion: the photo of a Live Photo's clip, the best copy of a
  /// picture that is there, else itself.
  var occasions: [Int] {
    guard hasOccasions else { return Array(media.indices) }
    let index = Dictionary(uniqueKeysWithValues: media.enumerated().map { ($1.id, $0) })
    var best: [MediaID: PictureCopy] = [:]
    for item in media {
      guard let copy = copies[item.id] else { continue }
      if copy.rank < best[copy.picture]?.rank ?? .max { best[copy.picture] = copy }
    }
    return media.indices.map { i in
      let photo = livePhotos[media[i].id].flatMap { index[$0] } ?? i
      return copies[media[photo].id].flatMap { best[$0.picture] }.flatMap { index[$0.media] }
        ?? photo
    }
  }

  /// A short name for a media that stays the same whatever its files are called: the first 16
  /// digits of its hash.
  public func key(of media: Int) -> String { String(self.media[media].sha256.prefix(16)) }

  /// What a person is called: the name the user gave, or the number.
  public func label(of person: Int) -> String {
    let person = persons[person]
    return person.shownName ?? "Person \(person.id)"
  }

  /// The first and last date of some media; `nil` where none is dated.
  public func dates(of media: some Sequence<Int>) -> (first: String?, last: String?) {
    let dates = media.compactMap { self.media[$0].date }
    return (dates.min(), dates.max())
  }
}
