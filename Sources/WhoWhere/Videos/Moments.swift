/// Spans of time in a video, in milliseconds from its start: when somebody was to be seen.
///
/// What is known are moments, each with the last one at which the picture was still the same. Moments
/// that are no farther apart than usual samples are one span, as in the view `span` of a case.
struct Moments: Sendable, Equatable {
  /// A stretch of time, both ends included.
  struct Span: Sendable, Hashable {
    var start, end: Int
    /// How many frames that were searched show it.
    var frames: Int
  }

  /// In the order of time.
  let spans: [Span]

  /// The longest time without a sample within a span, where samples are usually `step` apart.
  static func longestGap(step: Int?) -> Int { max(2500, (step ?? 0) * 3 / 2) }

  /// The spans of some moments. O(n log n).
  ///
  /// - Parameters:
  ///   - moments: Each with the last moment for which it stands.
  ///   - gap: See ``longestGap(step:)``.
  init(_ moments: some Sequence<(time: Int, until: Int)>, gap: Int) {
    var spans: [Span] = []
    var last: Int?
    for moment in moments.sorted(by: { ($0.time, $0.until) < ($1.time, $1.until) })
    where moment.time >= 0 {
      if let open = spans.last, moment.time - open.end <= gap {
        spans[spans.count - 1].end = max(open.end, moment.until)
        if moment.time != last { spans[spans.count - 1].frames += 1 }
      } else {
        spans.append(Span(start: moment.time, end: moment.until, frames: 1))
      }
      last = moment.time
    }
    self.spans = spans
  }

  /// The spans as tables have them: `1000-5200 9000-9400`.
  var text: String { spans.map { "\($0.start)-\($0.end)" }.joined(separator: " ") }
}
