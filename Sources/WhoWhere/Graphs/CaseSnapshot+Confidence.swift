import CaseStore
import FaceClustering

extension CaseSnapshot {
  /// How probable it is that two persons were really together in any of some media: see
  /// `EdgeProbability`. `nil` where it is not known how sure their faces are.
  ///
  /// - Complexity: O(media · log appearances).
  func confidence(_ a: Int, _ b: Int, in media: [Int]) -> Double? {
    var best: Double?
    for item in media {
      guard let first = confidence(of: a, in: item), let second = confidence(of: b, in: item)
      else { continue }
      best = max(best ?? 0, first * second)
    }
    return best.map { EdgeProbability.of(best: $0, media: media.count) }
  }

  /// How probable it is that a person is in a media: that of the surest face.
  func confidence(of person: Int, in media: Int) -> Double? {
    var range = appearancesOfPerson[person]
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      let appearance = appearances[middle]
      if appearance.media == media {
        return appearance.faces.compactMap { faces.confidences[$0] }.max()
      }
      range = appearance.media < media ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }
}
