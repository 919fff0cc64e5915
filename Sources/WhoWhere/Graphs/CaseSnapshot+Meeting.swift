extension CaseSnapshot {
  /// How two persons meet in a media that shows both.
  package struct Meeting: Equatable {
    /// In how many frames both are at once; 1 in a photo.
    package var frames = 0
    /// The least time between them, in milliseconds; 0 in a photo. The largest number where moments are
    /// not known.
    package var gap = Int.max
    /// Whether both are there at all.
    package var areBothThere = false
  }

  /// How persons `a` and `b` meet in `media`. O(log appearances + faces · log faces).
  package func meeting(of a: Int, _ b: Int, in media: Int) -> Meeting {
    let times = [a, b].map { person in
      Set(faces(of: person, in: media).map { faces.times[$0] ?? 0 }).sorted()
    }
    var meeting = Meeting()
    meeting.areBothThere = !times[0].isEmpty && !times[1].isEmpty
    var (i, j) = (0, 0)
    while i < times[0].count, j < times[1].count {
      let difference = times[0][i] - times[1][j]
      // Below 0 are frames whose moments are not known.
      if difference == 0 || min(times[0][i], times[1][j]) >= 0 {
        meeting.gap = min(meeting.gap, abs(difference))
      }
      if difference == 0 { meeting.frames += 1 }
      if difference <= 0 { i += 1 } else { j += 1 }
    }
    return meeting
  }

  /// When a person is to be seen in a video; no spans in a photo.
  func moments(of appearance: Appearance) -> Moments {
    moments(appearance.faces, in: appearance.media)
  }

  /// When two persons are to be seen in a video, as near in time as `gap` milliseconds: 0 means at
  /// once, `nil` however far apart. No spans in a photo.
  func moments(of a: Int, _ b: Int, in media: Int, gap: Int? = 0) -> Moments {
    let (first, second) = (faces(of: a, in: media), faces(of: b, in: media))
    guard let gap else { return moments(first + second, in: media) }
    func isNear(_ row: Int, _ others: [Int]) -> Bool {
      guard let time = faces.milliseconds(row) else { return false }
      return others.contains { faces.milliseconds($0).map { abs($0 - time) <= gap } ?? false }
    }
    return moments(
      first.filter { isNear($0, second) } + second.filter { isNear($0, first) }, in: media)
  }

  private func moments(_ rows: [Int], in media: Int) -> Moments {
    Moments(
      rows.lazy.compactMap { row in
        faces.milliseconds(row).map { ($0, lastMoments[faces.ids[row]] ?? $0) }
      }, gap: Moments.longestGap(step: videos[self.media[media].id]?.step))
  }

  /// The rows of a person's faces in a media.
  private func faces(of person: Int, in media: Int) -> [Int] {
    var range = appearancesOfPerson[person]
    while range.count > 1 {
      let middle = (range.lowerBound + range.upperBound) / 2
      range =
        appearances[middle].media <= media
        ? middle..<range.upperBound : range.lowerBound..<middle
    }
    guard let first = range.first, appearances[first].media == media else { return [] }
    return appearances[first].faces
  }
}
