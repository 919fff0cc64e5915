import COpenCV
import Domain

/// Where labels stand beside the boxes of faces: each at its own, none on another's face or label, and
/// none so near another's box that it could be taken for his.
///
/// A label stands in full below or above its box where there is room; else shortened to the box's
/// width; else only the short one beside, or as the last resort on its own face. Small faces, which
/// have the least room, choose first. Text is as high as a third of the face, within limits that
/// follow from the picture's size.
///
/// Complexity: O(n²) in the number of faces.
struct LabelLayout {
  /// A label's place.
  struct Label {
    let text: String
    /// The height of the type, in pixels.
    let size: Int
    /// Where longer text is cut off with an ellipsis.
    let largestWidth: Int?
    /// The space between text and edge.
    let padding: Int
    /// The rectangle behind it.
    let ground: FaceBox
  }

  /// How thick frames are drawn.
  let lineWidth: Int
  /// In the order of the annotations; `nil` for one without text.
  private(set) var labels: [Label?]

  private let width: Int
  private let height: Int

  init(of annotations: [FaceAnnotation], width: Int, height: Int) throws(VisionError) {
    self.width = width
    self.height = height
    let side = min(width, height)
    lineWidth = max(2, side / 270)
    labels = Array(repeating: nil, count: annotations.count)
    let boxes = annotations.map(\.box)
    let order = boxes.indices.sorted {
      (boxes[$0].width * boxes[$0].height, $0) < (boxes[$1].width * boxes[$1].height, $1)
    }
    for i in order where !annotations[i].label.isEmpty {
      let others = boxes.indices.filter { $0 != i }.map { boxes[$0] }
      let size = max(9, min(max(11, side / 32), boxes[i].height / 3))
      labels[i] = try place(annotations[i], size: size, among: others)
    }
  }

  private func place(_ annotation: FaceAnnotation, size: Int, among others: [FaceBox])
    throws(VisionError) -> Label
  {
    let box = annotation.box
    let padding = max(1, size / 5)
    let inside = max(1, box.width - 2 * padding)
    let full = try measured(annotation.label, size, padding, nil)
    if let label = free(full, at: outside(box, full), of: box, among: others) { return label }
    let short = try measured(annotation.shortLabel, size, padding, nil)
    if inside > short.ground.width {
      let cut = try measured(annotation.label, size, padding, inside)
      if let label = free(cut, at: outside(box, cut), of: box, among: others) { return label }
    }
    if let label = free(short, at: outside(box, short) + beside(box, short), of: box, among: others)
    {
      return label
    }
    // On the face itself, as small as it has to be.
    var smallest = short
    for smaller in stride(from: size, through: 6, by: -1) {
      smallest = try measured(annotation.shortLabel, smaller, max(1, smaller / 5), nil)
      if smallest.ground.width <= box.width { break }
    }
    let corners = within(box, smallest)
    return free(smallest, at: corners, of: box, among: others)
      ?? smallest.moved(to: kept(corners[0], smallest))
  }

  /// A label at the origin.
  private func measured(_ text: String, _ size: Int, _ padding: Int, _ largestWidth: Int?)
    throws(VisionError) -> Label
  {
    var (columns, rows): (Int32, Int32) = (0, 0)
    try checked(.internal) {
      copencv_text_size(text, Int32(size), Int32(largestWidth ?? -1), &columns, &rows, $0)
    } as Void
    return Label(
      text: text, size: size, largestWidth: largestWidth, padding: padding,
      ground: FaceBox(
        top: 0, right: Int(columns) + 2 * padding, bottom: Int(rows) + 2 * padding, left: 0))
  }

  private typealias Corner = (left: Int, top: Int)

  /// Below and above the box, flush with its left or right side.
  private func outside(_ box: FaceBox, _ label: Label) -> [Corner] {
    let half = lineWidth / 2
    let lefts = [box.left - half, box.right + half - label.ground.width]
    let tops = [box.bottom + half, box.top - half - label.ground.height]
    return tops.flatMap { top in lefts.map { ($0, top) } }
  }

  /// To the right and to the left of the box.
  private func beside(_ box: FaceBox, _ label: Label) -> [Corner] {
    let half = lineWidth / 2
    let top = box.bottom - label.ground.height
    return [(box.right + half, top), (box.left - half - label.ground.width, top)]
  }

  /// In the corners of the box.
  private func within(_ box: FaceBox, _ label: Label) -> [Corner] {
    let lefts = [box.left, box.right - label.ground.width]
    let tops = [box.bottom - label.ground.height, box.top]
    return tops.flatMap { top in lefts.map { ($0, top) } }
  }

  /// The corner moved so that the label stays inside the picture.
  private func kept(_ corner: Corner, _ label: Label) -> Corner {
    (
      max(0, min(corner.left, width - label.ground.width)),
      max(0, min(corner.top, height - label.ground.height))
    )
  }

  /// The label at the first corner where it hides and touches nobody else's.
  private func free(
    _ label: Label, at corners: [Corner], of box: FaceBox, among others: [FaceBox]
  ) -> Label? {
    for corner in corners {
      let corner = (left: kept(corner, label).left, top: corner.top)
      let ground = label.moved(to: corner).ground
      guard ground.top >= 0, ground.bottom <= height, ground.right <= width else { continue }
      // Moved away from its box by the picture's edge, it would belong to nobody.
      guard ground.left <= box.right + lineWidth, ground.right >= box.left - lineWidth else {
        continue
      }
      let staysBelow = ground.left >= box.left - lineWidth && ground.right <= box.right + lineWidth
      let distance = staysBelow ? lineWidth / 2 : max(lineWidth, ground.height)
      let hides = others.contains { ground.meets($0, within: distance) }
      let touches = labels.contains { $0.map { ground.meets($0.ground, within: 1) } ?? false }
      if !hides && !touches { return label.moved(to: corner) }
    }
    return nil
  }
}

extension LabelLayout.Label {
  fileprivate func moved(to corner: (left: Int, top: Int)) -> LabelLayout.Label {
    LabelLayout.Label(
      text: text, size: size, largestWidth: largestWidth, padding: padding,
      ground: FaceBox(
        top: corner.top, right: corner.left + ground.width, bottom: corner.top + ground.height,
        left: corner.left))
  }
}

extension FaceBox {
  /// Whether less than `distance` pixels lie between the boxes.
  fileprivate func meets(_ other: FaceBox, within distance: Int) -> Bool {
    left < other.right + distance && other.left < right + distance
      && top < other.bottom + distance && other.top < bottom + distance
  }
}
