/// What a clustering must respect: faces that are known to be one person or different persons.
///
/// Two faces of one frame are different people, and so are faces known by different names. Decisions
/// add must-links and cannot-links; a must-link is transitive. The constraints are checked against each other when they are made, so
/// that a value of this type can always be satisfied.
///
/// ```swift
/// let constraints = try ClusteringConstraints(
///   faceCount: 4, frames: [0, 0, 1, 2],
///   mustLink: [PairDecision(1, 3, name: "merge 7")])
/// ```
public struct ClusteringConstraints: Sendable {
  /// The number of faces.
  public let faceCount: Int
  /// The frame of each face, or nil where one person may be several times in a frame. What is
  /// clustered may also reach over several frames, as a track of a video does.
  public let frames: [ClosedRange<Int>]?
  /// Pairs of faces that are one person.
  public let mustLink: [PairDecision]
  /// Pairs of faces that are different persons.
  public let cannotLink: [PairDecision]
  /// The named person that each face is known to be, or nil where no face is known by name.
  public let names: [Int?]?

  /// Collects constraints and checks that they can hold together. O(n + decisions).
  ///
  /// - Parameters:
  ///   - faceCount: The number of faces; decisions name faces by `0..<faceCount`.
  ///   - frames: For each face a number that all faces of its frame share, and no others.
  ///   - allowSameFrame: True for collages and mirrors: one person may be twice in a frame.
  ///   - mustLink: Pairs that are one person.
  ///   - cannotLink: Pairs that are different persons.
  ///   - names: For each face a number that all faces known by the same name share, and no others;
  ///     nil for a face that is known by no name.
  /// - Throws: ``ConstraintError``; a contradiction names the decisions that make it.
  public init(
    faceCount: Int, frames: [Int]? = nil, allowSameFrame: Bool = false,
    mustLink: [PairDecision] = [], cannotLink: [PairDecision] = [], names: [Int?]? = nil
  ) throws(ConstraintError) {
    try self.init(
      faceCount: faceCount, spans: allowSameFrame ? nil : frames?.map { $0...$0 },
      mustLink: mustLink, cannotLink: cannotLink, names: names)
    if let frames, frames.count != faceCount {
      throw .wrongCount(what: "frames", expected: faceCount, actual: frames.count)
    }
    try checkFrames()
  }

  /// Collects constraints on what reaches over several frames, and checks that they can hold together.
  /// Two whose spans overlap are different persons, unless they are to be one. O(n + decisions).
  ///
  /// - Parameters:
  ///   - faceCount: How many there are; decisions name them by `0..<faceCount`.
  ///   - spans: The frames of each; nil where one person may be several times in a frame.
  ///   - mustLink: Pairs that are one person.
  ///   - cannotLink: Pairs that are different persons.
  ///   - names: As above.
  /// - Throws: ``ConstraintError``; a contradiction names the decisions that make it.
  public init(
    faceCount: Int, spans: [ClosedRange<Int>]?, mustLink: [PairDecision],
    cannotLink: [PairDecision], names: [Int?]?
  ) throws(ConstraintError) {
    if let spans, spans.count != faceCount {
      throw .wrongCount(what: "frames", expected: faceCount, actual: spans.count)
    }
    if let names, names.count != faceCount {
      throw .wrongCount(what: "names", expected: faceCount, actual: names.count)
    }
    for decision in mustLink + cannotLink {
      guard (0..<faceCount).contains(decision.first), (0..<faceCount).contains(decision.second)
      else { throw .unknownFace(decision, faceCount: faceCount) }
    }
    if let decision = cannotLink.first(where: { $0.first == $0.second }) {
      throw .selfCannotLink(decision)
    }
    self.faceCount = faceCount
    frames = spans
    self.mustLink = mustLink
    self.cannotLink = cannotLink
    self.names = names.flatMap { names in names.contains { $0 != nil } ? names : nil }
    try checkContradictions()
  }

  /// Whether nothing is constrained.
  public var isEmpty: Bool {
    frames == nil && mustLink.isEmpty && cannotLink.isEmpty && names == nil
  }

  /// Whether these constraints are for `faceCount` faces.
  func check(faceCount: Int) throws(ConstraintError) {
    guard faceCount == self.faceCount else {
      throw .wrongCount(what: "constrained faces", expected: faceCount, actual: self.faceCount)
    }
  }

  private func checkContradictions() throws(ConstraintError) {
    guard !mustLink.isEmpty else { return }
    var sets = DisjointSets(count: faceCount)
    for link in mustLink { sets.union(link.first, link.second) }
    for link in cannotLink where sets.find(link.first) == sets.find(link.second) {
      throw .contradiction(mustLinks: path(from: link.first, to: link.second), cannotLink: link)
    }
    try checkNames(&sets)
  }

  /// Whether no must-links join faces of one frame.
  private func checkFrames() throws(ConstraintError) {
    guard let frames, !mustLink.isEmpty else { return }
    var sets = DisjointSets(count: faceCount)
    for link in mustLink { sets.union(link.first, link.second) }
    struct Place: Hashable {
      var set: Int
      var frame: Int
    }
    var seen: [Place: Int] = [:]
    for face in 0..<faceCount {
      let frame = frames[face].lowerBound
      let place = Place(set: sets.find(face), frame: frame)
      if let other = seen.updateValue(face, forKey: place) {
        throw .sameFrame(
          mustLinks: path(from: other, to: face), frame: frame, faces: [other, face])
      }
    }
  }

  /// Whether no must-links join faces of different names.
  private func checkNames(_ sets: inout DisjointSets) throws(ConstraintError) {
    guard let names else { return }
    var known: [Int: Int] = [:]
    for face in 0..<faceCount where names[face] != nil {
      let set = sets.find(face)
      guard let other = known[set] else {
        known[set] = face
        continue
      }
      if names[other] != names[face] {
        throw .contradiction(
          mustLinks: path(from: other, to: face),
          cannotLink: PairDecision(other, face, name: "that they have different names"))
      }
    }
  }

  /// The shortest chain of must-links that joins two faces.
  private func path(from start: Int, to end: Int) -> [PairDecision] {
    var links: [Int: [PairDecision]] = [:]
    for link in mustLink {
      links[link.first, default: []].append(link)
      links[link.second, default: []].append(link)
    }
    var cameBy: [Int: PairDecision] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count, cameBy[end] == nil {
      let face = queue[next]
      next += 1
      for link in links[face] ?? [] {
        let other = link.first == face ? link.second : link.first
        if other != start, cameBy[other] == nil {
          cameBy[other] = link
          queue.append(other)
        }
      }
    }
    var path: [PairDecision] = []
    var face = end
    while face != start, let link = cameBy[face] {
      path.append(link)
      face = link.first == face ? link.second : link.first
    }
    return path.reversed()
  }
}
