import GraphFormats

/// Time from left to right, with long stretches in which nothing happens cut out.
struct TimeAxis {
  /// A stretch of time without a cut.
  private struct Stretch {
    var start, end: Double
    var from = 0.0
    var to = 0.0
  }

  private static let gap = 64.0
  private var stretches: [Stretch] = []
  /// The whole width.
  let width: Double

  /// An axis for moments in milliseconds since 1970 UTC.
  init(_ moments: [Double], width: Double) {
    self.width = width
    let times = Set(moments).sorted()
    guard let first = times.first, let last = times.last else { return }
    // What is longer than a sixth of the whole is cut; of several days, what is longer than a
    // quarter of a day and a fortieth of the whole; never less than a minute.
    let limit = max(60_000, min((last - first) / 6, max(6 * 3_600_000, (last - first) / 40)))
    stretches = [Stretch(start: first, end: first)]
    for time in times.dropFirst() {
      if time - stretches[stretches.count - 1].end > limit, stretches.count < 30 {
        stretches.append(Stretch(start: time, end: time))
      } else {
        stretches[stretches.count - 1].end = time
      }
    }
    // A stretch is the wider the more moments it has.
    let counts = stretches.map { stretch in
      Double(times.count { $0 >= stretch.start && $0 <= stretch.end }) + 1
    }
    let free = width - Self.gap * Double(stretches.count - 1) - 12
    let total = counts.reduce(0, +)
    var x = 6.0
    for index in stretches.indices {
      stretches[index].from = x
      x += max(4, free * counts[index] / total)
      stretches[index].to = x
      x += Self.gap
    }
  }

  /// Whether time is cut anywhere.
  var hasCuts: Bool { stretches.count > 1 }

  /// Where a moment is.
  func place(_ time: Double) -> Double {
    guard let stretch = stretches.last(where: { $0.start <= time }) ?? stretches.first else {
      return 0
    }
    let length = stretch.end - stretch.start
    guard length > 0 else { return (stretch.from + stretch.to) / 2 }
    let share = min(1, max(0, (time - stretch.start) / length))
    return stretch.from + share * (stretch.to - stretch.from)
  }

  /// Draws ticks with dates above, and the cuts.
  func draw(
    on canvas: inout Canvas, left: Double, top: Double, height: Double, size: Double
  ) {
    var free = -Double.infinity
    var lastDay = ""
    for (index, stretch) in stretches.enumerated() {
      for time in stretch.start == stretch.end ? [stretch.start] : [stretch.start, stretch.end] {
        let x = left + place(time)
        // The next stretch's beginning says more than this one's end.
        let next = index + 1 < stretches.count ? left + stretches[index + 1].from : .infinity
        canvas.add(
          .line([Canvas.Point(x, top - 4), Canvas.Point(x, top + height)]),
          Canvas.Style(stroke: "#d0d0d0", width: 0.5))
        let text = TimeText.dateTime(Int64(time))
        let (day, clock) = (String(text.prefix(10)), String(text.dropFirst(11).prefix(5)))
        let half = DiagramText.width(day, fontSize: size) / 2 + 2
        guard x - half > free, time == stretch.start || x + 2 * half < next else { continue }
        if day != lastDay { tick(day, x, top - size * 2.5, size, isBold: true, on: &canvas) }
        tick(clock, x, top - size * 1.2, size, isBold: false, on: &canvas)
        lastDay = day
        free = x + half
      }
      guard index > 0 else { continue }
      let x = left + stretch.from - Self.gap / 2
      canvas.add(
        .line([Canvas.Point(x, top - 2), Canvas.Point(x, top + height)]),
        Canvas.Style(stroke: "#a0a0a0", width: 1, dash: [1.5, 3.5]))
    }
  }

  private func tick(
    _ text: String, _ x: Double, _ y: Double, _ size: Double, isBold: Bool, on canvas: inout Canvas
  ) {
    canvas.add(
      .text(
        text, x: x, y: y, size: size, isBold: isBold, anchor: .middle, length: 0, angle: 0),
      Canvas.Style(fill: "#444444"))
  }
}
