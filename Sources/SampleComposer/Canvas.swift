import FaceVision
import ParallelLoops

/// A picture to draw on, with soft edges.
///
/// Only operations that IEEE 754 defines to the last bit are used, so that a photo has the same
/// bytes on every machine.
struct Canvas {
  private(set) var picture: Picture

  var width: Int { picture.width }
  var height: Int { picture.height }

  /// A canvas that runs from `top` to `bottom` in color.
  init(width: Int, height: Int, top: Paint, bottom: Paint) {
    picture = Picture(width: width, height: height)
    for y in 0..<height {
      let paint = top.mixed(with: bottom, Double(y) / Double(height))
      for x in 0..<width { blend(paint, x, y, 1) }
    }
  }

  /// Fills the ellipse around (`x`, `y`); `softness` is the part of the radius over which it fades.
  mutating func ellipse(
    x: Double, y: Double, radiusX: Double, radiusY: Double, _ paint: Paint, opacity: Double = 1,
    softness: Double = 0.02
  ) {
    let inner = (1 - softness) * (1 - softness)
    for row in rows(y - radiusY, y + radiusY) {
      let v = (Double(row) + 0.5 - y) / radiusY
      for column in columns(x - radiusX, x + radiusX) {
        let u = (Double(column) + 0.5 - x) / radiusX
        let distance = u * u + v * v
        guard distance < 1 else { continue }
        blend(paint, column, row, opacity * smoothstep((1 - distance) / (1 - inner)))
      }
    }
  }

  /// Fills the convex polygon whose corners are listed clockwise; edges fade over `softness` pixels.
  mutating func polygon(
    _ corners: [(x: Double, y: Double)], _ paint: Paint, opacity: Double = 1, softness: Double = 1.5
  ) {
    let edges = corners.indices.map { i -> (a: Double, b: Double, c: Double) in
      let (from, to) = (corners[i], corners[(i + 1) % corners.count])
      let (dx, dy) = (to.x - from.x, to.y - from.y)
      let length = max((dx * dx + dy * dy).squareRoot(), 1e-9)
      return (-dy / length, dx / length, (dy * from.x - dx * from.y) / length)
    }
    for row in rows(corners.map(\.y).min()!, corners.map(\.y).max()!) {
      for column in columns(corners.map(\.x).min()!, corners.map(\.x).max()!) {
        let (x, y) = (Double(column) + 0.5, Double(row) + 0.5)
        let inside = edges.lazy.map { $0.a * x + $0.b * y + $0.c }.min()!
        guard inside > 0 else { continue }
        blend(paint, column, row, opacity * smoothstep(inside / softness))
      }
    }
  }

  /// Fills a rectangle.
  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, _ paint: Paint, opacity: Double = 1,
    softness: Double = 1.5
  ) {
    polygon(
      [(x, y), (x + width, y), (x + width, y + height), (x, y + height)], paint, opacity: opacity,
      softness: softness)
  }

  /// Adds the grain of a sensor and the uneven light of a real place.
  ///
  /// - Parameters:
  ///   - grain: Largest change of one pixel, 0–255.
  ///   - mottle: Largest change of patches about 40 pixels wide, 0–255.
  mutating func addNoise(grain: Double, mottle: Double, using random: inout SplitMix64) {
    let cell = 40
    let columns = width / cell + 2
    let lattice = (0..<columns * (height / cell + 2)).map { _ in random.signed() * mottle }
    for y in 0..<height {
      let fy = smoothstep(Double(y % cell) / Double(cell))
      for x in 0..<width {
        let fx = smoothstep(Double(x % cell) / Double(cell))
        let i = y / cell * columns + x / cell
        let above = lattice[i] + (lattice[i + 1] - lattice[i]) * fx
        let below = lattice[i + columns] + (lattice[i + columns + 1] - lattice[i + columns]) * fx
        let change = above + (below - above) * fy + random.signed() * grain
        let at = (y * width + x) * 3
        for channel in at..<at + 3 {
          picture.pixels[channel] = rounded(Double(picture.pixels[channel]) + change)
        }
      }
    }
  }

  /// Lays `patch`, which is square, into the square at (`left`, `top`), leaning to the side, cut to
  /// a rounded shape whose edge fades into what is there.
  mutating func head(_ patch: Picture, left: Int, top: Int, tilt: Double) {
    let side = Double(patch.width)
    let half = side / 2
    let scale = 1 / (1 + tilt * tilt).squareRoot()
    let (cosine, sine) = (scale, tilt * scale)
    for row in rows(Double(top), Double(top) + side) {
      for column in columns(Double(left), Double(left) + side) {
        let dx = Double(column - left) + 0.5 - half
        let dy = Double(row - top) + 0.5 - half
        let x = cosine * dx + sine * dy
        let y = cosine * dy - sine * dx
        // Between an ellipse and a square: wide enough for the jaw, without the corners.
        let (u, v) = (x / half / 0.94, y / half)
        let distance = 0.65 * (u * u + v * v) + 0.35 * (u * u * u * u + v * v * v * v)
        guard distance < 1 else { continue }
        let opacity = smoothstep((1 - distance) / 0.32)
        blend(patch.sampled(x: x + half - 0.5, y: y + half - 0.5), column, row, opacity)
      }
    }
  }

  private func rows(_ from: Double, _ to: Double) -> Range<Int> { clamped(from, to, height) }
  private func columns(_ from: Double, _ to: Double) -> Range<Int> { clamped(from, to, width) }

  private func clamped(_ from: Double, _ to: Double, _ limit: Int) -> Range<Int> {
    let lower = min(max(0, Int(from.rounded(.down))), limit)
    return lower..<max(lower, min(limit, Int(to.rounded(.up))))
  }

  private mutating func blend(_ paint: Paint, _ x: Int, _ y: Int, _ opacity: Double) {
    let at = (y * width + x) * 3
    func mix(_ channel: Int, _ value: Double) {
      let old = Double(picture.pixels[at + channel])
      picture.pixels[at + channel] = rounded(old + (value - old) * opacity)
    }
    mix(0, paint.red)
    mix(1, paint.green)
    mix(2, paint.blue)
  }
}

extension Picture {
  /// The color between pixels, bilinear; outside, that of the nearest pixel.
  fileprivate func sampled(x: Double, y: Double) -> Paint {
    let x = min(max(0, x), Double(width - 1))
    let y = min(max(0, y), Double(height - 1))
    let (column, row) = (min(Int(x), width - 2), min(Int(y), height - 2))
    let (fx, fy) = (x - Double(column), y - Double(row))
    return pixel(column, row).mixed(with: pixel(column + 1, row), fx)
      .mixed(with: pixel(column, row + 1).mixed(with: pixel(column + 1, row + 1), fx), fy)
  }

  private func pixel(_ x: Int, _ y: Int) -> Paint {
    let at = (y * width + x) * 3
    return Paint(Double(pixels[at]), Double(pixels[at + 1]), Double(pixels[at + 2]))
  }
}

/// 0 below 0, 1 above 1, and a smooth rise between.
private func smoothstep(_ t: Double) -> Double {
  let t = min(max(0, t), 1)
  return t * t * (3 - 2 * t)
}

private func rounded(_ value: Double) -> UInt8 { UInt8(min(max(0, value), 255).rounded()) }
