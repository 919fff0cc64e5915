/// What somebody said of a face: whose it is.
///
/// Reference: Basu, Banerjee, Mooney, "Semi-supervised Clustering by Seeding", ICML 2002.
public struct Seed: Sendable, Hashable {
  /// The person.
  public var person: Int
  /// Whether the face itself was looked at; else the person was named when the face was among theirs.
  public var isConfirmed: Bool

  /// A face of `person`.
  public init(person: Int, isConfirmed: Bool = false) {
    self.person = person
    self.isConfirmed = isConfirmed
  }

  /// `seeds` for all faces: a named person without any has those of `previous`.
  public static func completed(_ seeds: [Seed?], named: Set<Int>, previous: [Int?]) -> [Seed?] {
    var seeds = seeds.isEmpty ? [Seed?](repeating: nil, count: previous.count) : seeds
    precondition(seeds.count == previous.count, "one seed, or none, for each face")
    let unseeded = named.subtracting(seeds.compactMap { $0?.person })
    guard !unseeded.isEmpty else { return seeds }
    for (face, person) in previous.enumerated() where seeds[face] == nil {
      if let person, unseeded.contains(person) { seeds[face] = Seed(person: person) }
    }
    return seeds
  }

  /// For each face the named person whose it is said to be, as constraints take it.
  public static func names(_ seeds: [Seed?], named: Set<Int>) -> [Int?] {
    seeds.map { seed in seed.flatMap { named.contains($0.person) ? $0.person : nil } }
  }
}
