import ParallelLoops

/// The place behind the people of an event.
package enum Backdrop {
  /// The kinds of place that can be drawn.
  package enum Scene: String, Decodable {
    case garden, harbour, hall, stadium, dinner, press
  }

  /// Draws `scene`; the same random numbers give the same place.
  static func draw(_ scene: Scene, width: Int, height: Int, using random: inout SplitMix64)
    -> Canvas
  {
    var canvas =
      switch scene {
      case .garden: garden(width, height, &random)
      case .harbour: harbour(width, height, &random)
      case .hall: hall(width, height, &random)
      case .stadium: stadium(width, height, &random)
      case .dinner: dinner(width, height, &random)
      case .press: press(width, height, &random)
      }
    canvas.addNoise(grain: 5, mottle: 9, using: &random)
    return canvas
  }

  private static func garden(_ width: Int, _ height: Int, _ random: inout SplitMix64) -> Canvas {
    var canvas = Canvas(
      width: width, height: height, top: Paint(168, 205, 232), bottom: Paint(214, 226, 205))
    let (w, h) = (Double(width), Double(height))
    for _ in 0..<26 {
      let shade = random.number(0...1)
      canvas.ellipse(
        x: random.number(0...w), y: random.number(0.16...0.42) * h,
        radiusX: random.number(0.06...0.16) * w, radiusY: random.number(0.08...0.2) * h,
        Paint(52, 92, 44).mixed(with: Paint(120, 158, 74), shade), opacity: 0.85, softness: 0.6)
    }
    canvas.rectangle(
      x: -80, y: 0.5 * h, width: w + 160, height: h + 80, Paint(112, 150, 70), softness: 60)
    bokeh(&canvas, Paint(236, 240, 190), count: 30, rows: 0.05...0.5, &random)
    bunting(&canvas, &random)
    return canvas
  }

  private static func harbour(_ width: Int, _ height: Int, _ random: inout SplitMix64) -> Canvas {
    var canvas = Canvas(
      width: width, height: height, top: Paint(110, 160, 210), bottom: Paint(222, 228, 230))
    let (w, h) = (Double(width), Double(height))
    for _ in 0..<7 {
      canvas.ellipse(
        x: random.number(0...w), y: random.number(0.03...0.25) * h,
        radiusX: random.number(0.1...0.25) * w, radiusY: random.number(0.02...0.05) * h,
        Paint(248, 248, 250), opacity: 0.6, softness: 0.9)
    }
    let horizon = random.number(0.44...0.52) * h
    canvas.rectangle(x: -20, y: horizon, width: w + 40, height: h, Paint(58, 98, 126), softness: 6)
    for _ in 0..<40 {
      canvas.rectangle(
        x: random.number(-0.1...1) * w, y: horizon + random.number(0.02...0.5) * h,
        width: random.number(0.05...0.2) * w, height: random.number(2...5),
        Paint(150, 184, 200), opacity: 0.35, softness: 2)
    }
    for _ in 0..<4 {
      let x = random.number(0.05...0.9) * w
      let size = random.number(0.05...0.1) * w
      canvas.polygon(
        [
          (x - size, horizon - size * 0.3), (x + size, horizon - size * 0.3),
          (x + size * 0.7, horizon + size * 0.15), (x - size * 0.7, horizon + size * 0.15),
        ], Paint(235, 232, 224), opacity: 0.9, softness: 3)
      canvas.polygon(
        [
          (x, horizon - size * 2.6), (x + size * 0.9, horizon - size * 0.4),
          (x, horizon - size * 0.4),
        ],
        random.pick([Paint(226, 120, 84), Paint(240, 240, 236), Paint(210, 180, 90)]),
        opacity: 0.85, softness: 3)
    }
    // The rail of the quay.
    for row in [0.74, 0.8] {
      canvas.rectangle(x: -20, y: row * h, width: w + 40, height: 9, Paint(70, 72, 78), softness: 2)
    }
    return canvas
  }

  private static func hall(_ width: Int, _ height: Int, _ random: inout SplitMix64) -> Canvas {
    var canvas = Canvas(
      width: width, height: height, top: Paint(34, 48, 84), bottom: Paint(74, 86, 116))
    let (w, h) = (Double(width), Double(height))
    for i in 0..<5 {
      let x = (Double(i) + random.number(0.2...0.8)) / 5 * w
      let spread = random.number(0.08...0.16) * w
      canvas.polygon(
        [(x - 14, -20), (x + 14, -20), (x + spread, 0.9 * h), (x - spread, 0.9 * h)],
        Paint(190, 205, 255), opacity: 0.16, softness: 40)
    }
    let banner = random.pick([Paint(206, 74, 60), Paint(44, 130, 150), Paint(214, 162, 56)])
    canvas.rectangle(x: 0.1 * w, y: 0.05 * h, width: 0.8 * w, height: 0.13 * h, banner, softness: 2)
    lettering(&canvas, x: 0.14 * w, y: 0.09 * h, width: 0.72 * w, height: 0.05 * h, &random)
    canvas.rectangle(
      x: -20, y: 0.78 * h, width: w + 40, height: h, Paint(50, 42, 40), softness: 8)
    return canvas
  }

  private static func stadium(_ width: Int, _ height: Int, _ random: inout SplitMix64) -> Canvas {
    var canvas = Canvas(
      width: width, height: height, top: Paint(150, 176, 206), bottom: Paint(86, 140, 66))
    let (w, h) = (Double(width), Double(height))
    canvas.rectangle(
      x: -20, y: 0.12 * h, width: w + 40, height: 0.4 * h, Paint(94, 98, 112), softness: 10)
    // The crowd: far too blurred to be anybody.
    for _ in 0..<420 {
      canvas.ellipse(
        x: random.number(0...w), y: random.number(0.14...0.5) * h, radiusX: 15, radiusY: 15,
        random.pick([
          Paint(200, 60, 60), Paint(230, 230, 226), Paint(50, 80, 150), Paint(222, 190, 84),
          Paint(60, 60, 66),
        ]), opacity: 0.4, softness: 1)
    }
    for i in 0..<8 {
      canvas.rectangle(
        x: Double(i) / 8 * w, y: 0.54 * h, width: w / 16, height: h, Paint(112, 166, 84),
        opacity: 0.6, softness: 10)
    }
    canvas.rectangle(
      x: -20, y: 0.47 * h, width: w + 40, height: 0.07 * h, Paint(28, 60, 120), softness: 2)
    lettering(&canvas, x: 0.03 * w, y: 0.485 * h, width: 0.94 * w, height: 0.04 * h, &random)
    return canvas
  }

  private static func dinner(_ width: Int, _ height: Int, _ random: inout SplitMix64) -> Canvas {
    var canvas = Canvas(
      width: width, height: height, top: Paint(72, 46, 36), bottom: Paint(116, 78, 54))
    let (w, h) = (Double(width), Double(height))
    for _ in 0..<3 {
      let (x, frame) = (random.number(0.02...0.85) * w, random.number(0.1...0.16) * w)
      canvas.rectangle(
        x: x, y: 0.1 * h, width: frame, height: frame * 1.2, Paint(168, 132, 70), softness: 4)
      canvas.rectangle(
        x: x + 10, y: 0.1 * h + 10, width: frame - 20, height: frame * 1.2 - 20,
        Paint(96, 104, 92), softness: 8)
    }
    bokeh(&canvas, Paint(255, 206, 126), count: 34, rows: 0.02...0.45, &random)
    canvas.ellipse(
      x: 0.5 * w, y: 1.04 * h, radiusX: 0.75 * w, radiusY: 0.2 * h, Paint(232, 226, 214),
      softness: 0.05)
    return canvas
  }

  private static func press(_ width: Int, _ height: Int, _ random: inout SplitMix64) -> Canvas {
    var canvas = Canvas(
      width: width, height: height, top: Paint(40, 62, 116), bottom: Paint(66, 92, 150))
    let (w, h) = (Double(width), Double(height))
    for i in 0..<9 {
      canvas.rectangle(
        x: (Double(i) + 0.1) / 9 * w, y: -9, width: w / 22, height: h + 18, Paint(30, 48, 96),
        opacity: 0.7, softness: 26)
    }
    canvas.ellipse(
      x: random.number(0.4...0.6) * w, y: 0.16 * h, radiusX: 0.09 * w, radiusY: 0.09 * w,
      Paint(226, 214, 170), opacity: 0.9, softness: 0.1)
    canvas.rectangle(
      x: -20, y: 0.86 * h, width: w + 40, height: h, Paint(84, 58, 40), softness: 4)
    return canvas
  }

  private static func bokeh(
    _ canvas: inout Canvas, _ paint: Paint, count: Int, rows: ClosedRange<Double>,
    _ random: inout SplitMix64
  ) {
    let (w, h) = (Double(canvas.width), Double(canvas.height))
    for _ in 0..<count {
      let radius = random.number(0.01...0.035) * w
      canvas.ellipse(
        x: random.number(0...w), y: random.number(rows) * h, radiusX: radius, radiusY: radius,
        paint,
        opacity: random.number(0.12...0.4), softness: 0.3)
    }
  }

  /// Flags on a line.
  private static func bunting(_ canvas: inout Canvas, _ random: inout SplitMix64) {
    let paints = [
      Paint(214, 72, 66), Paint(240, 196, 70), Paint(70, 130, 186), Paint(244, 240, 232),
    ]
    let flag = Double(canvas.width) / 18
    for i in 0..<18 {
      let x = Double(i) * flag
      let fromMiddle = (x + flag / 2) / Double(canvas.width) * 2 - 1
      let y = Double(canvas.height) * (0.09 - 0.06 * fromMiddle * fromMiddle)
      canvas.polygon(
        [(x + 3, y), (x + flag - 3, y), (x + flag / 2, y + flag)], random.pick(paints),
        opacity: 0.9, softness: 3)
    }
  }

  /// Bars where a banner has its text.
  private static func lettering(
    _ canvas: inout Canvas, x: Double, y: Double, width: Double, height: Double,
    _ random: inout SplitMix64
  ) {
    var at = x
    while at < x + width {
      let word = min(random.number(0.05...0.16) * width, x + width - at)
      canvas.rectangle(
        x: at, y: y, width: word, height: height, Paint(246, 244, 238), opacity: 0.85, softness: 6)
      at += word + 0.025 * width
    }
  }
}
