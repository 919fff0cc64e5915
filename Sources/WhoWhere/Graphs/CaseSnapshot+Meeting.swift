extension CaseSnapshot {
  /// How two persons meet in a media that shows both.
  package struct Meeting: Equatable {
    /// In how many frames both are at once; 1 in a photo.
    package var frames = 0
    /// The least time between them, in milliseconds; 0 in a photo. The largest number where moments are
    /// not known.
    package var gap = Int.max
  }

  /// How persons `a` and `b` meet in `media`. O(log appearances + faces · log faces).
  package func meeting(of a: Int, _ b: Int, in media: Int) -> Meeting {
    let times = [a, b].map { person in
      Set(faces(of: person, in: media).map { faces.times[$0] ?? 0 }).sorted()
    }
    var meeting = Meeting()
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
